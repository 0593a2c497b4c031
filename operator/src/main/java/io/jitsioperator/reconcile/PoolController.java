package io.jitsioperator.reconcile;

import io.javaoperatorsdk.operator.Operator;
import io.jitsioperator.api.v1alpha1.BridgePool;
import io.jitsioperator.cluster.ReferenceReader;
import io.jitsioperator.world.PoolId;
import io.prometheus.client.CollectorRegistry;

/** Builds the reconciler of pools with all that it needs, and registers it. */
public final class PoolController {

  private final ClusterTools cluster;
  private final PoolTools tools;
  private final PoolReconciler reconciler;

  /** Wires the rooms together for pools; nothing runs yet. */
  public PoolController(ClusterTools cluster, Watches watches, CollectorRegistry registry) {
    this.cluster = cluster;
    var memories =
        new Memories<BridgePool, PoolMemory>(
            "jitsi_operator_pools", "Pools by status of their condition Ready.", this::memory);
    registry.register(memories);
    var nudges = new Nudges<BridgePool>(this::forget);
    watches.onPool(pool -> nudges.changed(pool.namespace(), pool.name()));
    watches.onNode(new NodeEvents<>(memories, PoolMemory::nodes, nudges));
    var observation = new PoolObservation(cluster, watches);
    this.tools =
        new PoolTools(
            cluster, memories, observation, watches.jitsi(), nudges, new PoolMetrics(registry));
    this.reconciler = new PoolReconciler(tools);
  }

  private void forget(BridgePool pool) {
    tools.memories().forget(pool);
    tools.jitsi().forget(PoolId.of(pool));
    tools.metrics().forget(PoolId.of(pool));
  }

  private PoolMemory memory(BridgePool pool) {
    var status = pool.getStatus();
    return new PoolMemory(
        new Memory<>(
            pool.getMetadata().getUid(), status == null || status.observedGeneration() == null),
        namespace -> new ReferenceReader(cluster.client(), namespace, cluster.clock()),
        pool.getMetadata().getNamespace());
  }

  /** Hands the reconciler to the framework. */
  public void registerAt(Operator operator) {
    operator.register(
        reconciler, controller -> ControllerDefaults.configure(controller, cluster.settings()));
  }
}
