package io.jitsioperator.reconcile;

import io.jitsioperator.api.v1alpha1.BridgePool;
import io.jitsioperator.jitsi.JitsiWatch;

/** What the reconciler of pools works with. */
record PoolTools(
    ClusterTools cluster,
    Memories<BridgePool, PoolMemory> memories,
    PoolObservation observation,
    JitsiWatch jitsi,
    Nudges<BridgePool> nudges,
    PoolMetrics metrics) {}
