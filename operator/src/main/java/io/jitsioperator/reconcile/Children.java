package io.jitsioperator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.SecondaryToPrimaryMapper;
import io.javaoperatorsdk.operator.processing.event.source.informer.Mappers;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The kinds that lie below a shard, and the caches that show them. */
final class Children {

  /** Without it the caches would hold every Secret and pod of the cluster. */
  private static final String SELECTOR = "app.kubernetes.io/managed-by=jitsi-operator";

  /** There may be a thousand bridges, and they are nothing to a shard. */
  private static final String NOT_OF_POOLS = SELECTOR + ",app.kubernetes.io/component!=jvb";

  private static final String INSTANCE = "app.kubernetes.io/instance";

  /** What a shard owns by owner reference. */
  static final List<Class<? extends HasMetadata>> OWNED =
      List.of(
          Secret.class,
          Service.class,
          StatefulSet.class,
          Deployment.class,
          Ingress.class,
          PodDisruptionBudget.class,
          NetworkPolicy.class);

  private Children() {}

  /** One watched cache per kind, for all shards together. */
  static List<EventSource<?, JitsiShard>> eventSources(EventSourceContext<JitsiShard> context) {
    var sources = new ArrayList<EventSource<?, JitsiShard>>();
    for (var kind : OWNED) {
      sources.add(owned(kind, context));
    }
    sources.add(source(Pod.class, NOT_OF_POOLS, Children::shardOfPod, context));
    return sources;
  }

  /** All objects that name this shard as their owner, and the pods that carry its label. */
  static List<HasMetadata> of(Context<JitsiShard> context) {
    var children = new ArrayList<HasMetadata>();
    OWNED.forEach(kind -> children.addAll(context.getSecondaryResources(kind)));
    children.addAll(context.getSecondaryResources(Pod.class));
    return children;
  }

  /** A watched cache of objects that name their shard as the owner. */
  static <T extends HasMetadata> EventSource<T, JitsiShard> owned(
      Class<T> kind, EventSourceContext<JitsiShard> context) {
    // Each bridge may have a Service.
    var selector = kind == Service.class ? NOT_OF_POOLS : SELECTOR;
    return source(kind, selector, Mappers.fromOwnerType(JitsiShard.class), context);
  }

  private static Set<ResourceID> shardOfPod(Pod pod) {
    return Optional.ofNullable(pod.getMetadata().getLabels())
        .map(labels -> labels.get(INSTANCE))
        .map(shard -> Set.of(new ResourceID(shard, pod.getMetadata().getNamespace())))
        .orElse(Set.of());
  }

  private static <T extends HasMetadata> EventSource<T, JitsiShard> source(
      Class<T> kind,
      String selector,
      SecondaryToPrimaryMapper<T> mapper,
      EventSourceContext<JitsiShard> context) {
    return Caches.source(
        InformerEventSourceConfiguration.from(kind, JitsiShard.class)
            .withName(kind.getSimpleName())
            .withLabelSelector(selector)
            .withSecondaryToPrimaryMapper(mapper),
        Children::pruned,
        context);
  }

  /** Without what nobody reads here: it is most of what the caches would hold. */
  private static <T extends HasMetadata> T pruned(T object) {
    Caches.pruned(object);
    if (object instanceof Pod pod) {
      Caches.prunePod(pod);
    }
    return object;
  }
}
