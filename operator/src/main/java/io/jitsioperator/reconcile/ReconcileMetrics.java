package io.jitsioperator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts what the framework does. No label names a resource: series stay few. */
public final class ReconcileMetrics implements Metrics {

  private final Counter reconciliations;
  private final Counter retries;
  private final Counter events;
  private final Gauge queued;
  private final Histogram duration;

  /** Registers its collectors. */
  public ReconcileMetrics(CollectorRegistry registry) {
    reconciliations =
        Counter.build("jitsi_operator_reconciliations_total", "Reconciliations by result.")
            .labelNames("controller", "result")
            .register(registry);
    retries =
        Counter.build("jitsi_operator_reconciliation_retries_total", "Tries after a failure.")
            .register(registry);
    events =
        Counter.build("jitsi_operator_events_received_total", "Events of all event sources.")
            .register(registry);
    queued =
        Gauge.build("jitsi_operator_queue_depth", "Resources that wait for their reconciliation.")
            .register(registry);
    duration =
        Histogram.build(
                "jitsi_operator_reconciliation_duration_seconds", "Duration of a reconciliation.")
            .labelNames("controller")
            .buckets(.001, .005, .01, .05, .1, .5, 1, 5, 10, 60)
            .register(registry);
  }

  @Override
  public void eventReceived(
      io.javaoperatorsdk.operator.processing.event.Event event, Map<String, Object> metadata) {
    events.inc();
  }

  @Override
  public void reconciliationSubmitted(
      HasMetadata resource, @Nullable RetryInfo retry, Map<String, Object> metadata) {
    queued.inc();
    if (retry != null && retry.getAttemptCount() > 0) {
      retries.inc();
    }
  }

  @Override
  public void reconciliationStarted(HasMetadata resource, Map<String, Object> metadata) {
    queued.dec();
  }

  @Override
  public <T> T timeControllerExecution(ControllerExecution<T> execution) throws Exception {
    var timer = duration.labels(execution.controllerName()).startTimer();
    try {
      var result = execution.execute();
      reconciliations.labels(execution.controllerName(), "success").inc();
      return result;
    } catch (Exception e) {
      reconciliations.labels(execution.controllerName(), "failure").inc();
      throw e;
    } finally {
      timer.observeDuration();
    }
  }
}
