package io.jitsioperator.reconcile;

import io.jitsioperator.cluster.Applier;
import io.jitsioperator.cluster.EventLog;
import io.jitsioperator.cluster.StatusWriter;
import io.jitsioperator.cluster.Throttle;
import io.jitsioperator.jitsi.JitsiWatch;
import java.time.InstantSource;

/** What a reconciler works with. */
record ShardTools(
    InstantSource clock,
    Throttle throttle,
    Memories memories,
    Observation observation,
    Applier applier,
    StatusWriter statusWriter,
    EventLog eventLog,
    JitsiWatch jitsi,
    JitsiEvents events) {}
