package io.jitsioperator.cluster;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import java.util.Locale;

/** Counts what is written to the API server. No label names a resource: series stay few. */
public final class WriteMetrics {

  /** How a write ended. */
  enum Outcome {
    CREATED,
    CHANGED,
    DELETED,
    /** Refused in a way that only a person can mend. */
    REFUSED,
    /** Failed in a way that time may mend. */
    FAILED
  }

  private final Counter writes;
  private final Counter repairs;
  private final Counter loops;

  /** Registers its counters. */
  public WriteMetrics(CollectorRegistry registry) {
    writes =
        Counter.build("jitsi_operator_api_writes_total", "Writes to the API server.")
            .labelNames("kind", "outcome")
            .register(registry);
    repairs =
        Counter.build("jitsi_operator_drift_repairs_total", "Objects that others had changed.")
            .labelNames("kind")
            .register(registry);
    loops =
        Counter.build(
                "jitsi_operator_loop_guard_total",
                "Writes that were left out because the API server had answered the same one with an"
                    + " object that still looked different. Each is a bug of the operator.")
            .labelNames("kind")
            .register(registry);
  }

  void wrote(String kind, Outcome outcome) {
    writes.labels(kind, outcome.name().toLowerCase(Locale.ROOT)).inc();
  }

  void repaired(String kind) {
    repairs.labels(kind).inc();
  }

  void guarded(String kind) {
    loops.labels(kind).inc();
  }
}
