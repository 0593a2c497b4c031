package io.jitsioperator.reconcile;

import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.TransformingItemStore;
import java.util.List;
import java.util.function.UnaryOperator;

/** What the watched caches have in common, whatever they show. */
final class Caches {

  /**
   * How many objects the first list of a kind brings at a time: they are whole until the cache has
   * pruned them, and all of 200 shards' at once did not fit into a heap of 96 MiB (measured).
   */
  static final long PAGE = 100;

  private Caches() {}

  /**
   * A cache over the namespaces that its controller watches.
   *
   * @param prune takes away what nobody reads
   */
  static <R extends HasMetadata, P extends HasMetadata> InformerEventSource<R, P> source(
      InformerEventSourceConfiguration.Builder<R> configuration,
      UnaryOperator<R> prune,
      EventSourceContext<P> context) {
    configuration
        .withInformerListLimit(PAGE)
        .withNamespacesInheritedFromController()
        // The window that JOSDK 5.3.2 opens around own writes swallows events of others.
        .withComparableResourceVersion(false);
    var namespaces = context.getControllerConfiguration().getInformerConfig().getNamespaces();
    if (namespaces.size() == 1) {
      // One store cannot serve the informers of several namespaces: each would drop the others'.
      configuration.withItemStore(new TransformingItemStore<>(prune));
    }
    return new InformerEventSource<>(configuration.build(), context);
  }

  /**
   * A pod's spec is what nobody can change, but for its images; of the rest the plan reads the
   * node.
   */
  static void prunePod(Pod pod) {
    if (pod.getSpec() != null) {
      var containers =
          pod.getSpec().getContainers().stream()
              .map(
                  c ->
                      new ContainerBuilder()
                          .withName(c.getName())
                          .withImage(c.getImage())
                          // Whether a CPU limit parts a bridge from its neighbours.
                          .withResources(c.getResources())
                          .build())
              .toList();
      pod.setSpec(
          new PodSpecBuilder()
              .withNodeName(pod.getSpec().getNodeName())
              .withContainers(containers)
              .build());
    }
  }

  /** Without the history of its fields, which is most of many an object. */
  static <R extends HasMetadata> R pruned(R object) {
    object.getMetadata().setManagedFields(List.of());
    return object;
  }
}
