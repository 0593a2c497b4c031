package io.jitsioperator.reconcile;

import io.javaoperatorsdk.operator.Operator;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.cluster.ApiProbe;
import io.jitsioperator.cluster.ReferenceReader;
import io.jitsioperator.jitsi.JitsiWatch;
import io.jitsioperator.world.ShardId;
import io.prometheus.client.CollectorRegistry;

/** Builds the reconciler of shards with all that it needs, and registers it. */
public final class ShardController {

  private final ClusterTools cluster;
  private final JitsiWatch jitsi;
  private final ShardTools tools;
  private final ShardReconciler reconciler;

  /** Wires the rooms together for shards; nothing runs yet. */
  public ShardController(ClusterTools cluster, Watches watches, CollectorRegistry registry) {
    this.cluster = cluster;
    var memories =
        new Memories<JitsiShard, ShardMemory>(
            "jitsi_operator_shards", "Shards by status of their condition Ready.", this::memory);
    registry.register(memories);
    var nudges = new Nudges<JitsiShard>(this::forget);
    this.jitsi = watches.jitsi();
    watches.onShard(shard -> nudges.changed(shard.namespace(), shard.name()));
    watches.onNode(new NodeEvents<>(memories, ShardMemory::nodes, nudges));
    var probe = new ApiProbe(cluster.client(), cluster.settings().namespaces());
    var observation =
        new Observation(cluster, jitsi, watches.nodes(), new OptionalKinds(probe, cluster.clock()));
    this.tools = new ShardTools(cluster, memories, observation, jitsi, nudges);
    this.reconciler = new ShardReconciler(tools);
  }

  private ShardMemory memory(JitsiShard shard) {
    var meta = shard.getMetadata();
    var status = shard.getStatus();
    return new ShardMemory(
        new Memory<>(meta.getUid(), status == null || status.observedGeneration() == null),
        new ReferenceReader(cluster.client(), meta.getNamespace(), cluster.clock()));
  }

  /** Hands the reconciler to the framework. */
  public void registerAt(Operator operator) {
    operator.register(
        reconciler, controller -> ControllerDefaults.configure(controller, cluster.settings()));
  }

  private void forget(JitsiShard shard) {
    tools.memories().forget(shard);
    jitsi.forget(ShardId.of(shard));
  }
}
