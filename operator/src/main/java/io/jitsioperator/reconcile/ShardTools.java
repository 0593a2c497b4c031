package io.jitsioperator.reconcile;

import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.jitsi.JitsiWatch;

/** What the reconciler of shards works with. */
record ShardTools(
    ClusterTools cluster,
    Memories<JitsiShard, ShardMemory> memories,
    Observation observation,
    JitsiWatch jitsi,
    Nudges<JitsiShard> nudges) {}
