package io.jitsioperator.reconcile;

import io.javaoperatorsdk.operator.Operator;
import io.jitsioperator.api.v1alpha1.BridgePool;
import io.jitsioperator.cluster.ReferenceReader;
import io.prometheus.client.CollectorRegistry;

/** Builds the reconciler of pools with all that it needs, and registers it. */
public final class PoolController {

  private final ClusterTools cluster;
  private final PoolReconciler reconciler;

  /** Wires the rooms together for pools; nothing runs yet. */
  public PoolController(ClusterTools cluster, CollectorRegistry registry) {
    this.cluster = cluster;
    var memories =
        new Memories<BridgePool, PoolMemory>(
            "jitsi_operator_pools", "Pools by status of their condition Ready.", this::memory);
    registry.register(memories);
    this.reconciler =
        new PoolReconciler(
            new PoolTools(
                cluster,
                memories,
                new PoolObservation(cluster.tenancy(), cluster.clock()),
                new Nudges<>(memories::forget)));
  }

  private PoolMemory memory(BridgePool pool) {
    var status = pool.getStatus();
    return new PoolMemory(
        new Memory<>(
            pool.getMetadata().getUid(), status == null || status.observedGeneration() == null),
        namespace -> new ReferenceReader(cluster.client(), namespace, cluster.clock()));
  }

  /** Hands the reconciler to the framework. */
  public void registerAt(Operator operator) {
    operator.register(
        reconciler, controller -> ControllerDefaults.configure(controller, cluster.settings()));
  }
}
