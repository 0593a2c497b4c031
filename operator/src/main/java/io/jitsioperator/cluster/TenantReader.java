package io.jitsioperator.cluster;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.world.Lookup;
import io.jitsioperator.world.NamespaceLabels;
import io.jitsioperator.world.ShardId;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads past the caches what a removal depends on: they may be late, and a removal is final. */
public final class TenantReader {

  private final KubernetesClient client;

  /** Reads through that client. */
  public TenantReader(KubernetesClient client) {
    this.client = client;
  }

  /** That shard, as the API server has it now. */
  public Lookup<JitsiShard> shard(ShardId id) {
    return ReferenceReader.ask(
        () ->
            client
                .resources(JitsiShard.class)
                .inNamespace(id.namespace())
                .withName(id.name())
                .get());
  }

  /** The labels of that namespace; not known if they could not be read. */
  public NamespaceLabels labels(String namespace) {
    var found = ReferenceReader.ask(() -> client.namespaces().withName(namespace).get());
    return found instanceof Lookup.Found<Namespace>(Namespace object)
        ? new NamespaceLabels(Map.of(namespace, labels(object)), Optional.empty())
        : NamespaceLabels.none();
  }

  static Map<String, String> labels(Namespace namespace) {
    return Map.copyOf(Objects.requireNonNullElse(namespace.getMetadata().getLabels(), Map.of()));
  }
}
