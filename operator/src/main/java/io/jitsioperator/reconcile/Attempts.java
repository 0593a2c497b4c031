package io.jitsioperator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.jitsioperator.cluster.Throttle;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;

/** Passes with their pauses: after a failure a resource is left alone for a while. */
final class Attempts {

  private final InstantSource clock;
  private final Throttle throttle;

  Attempts(InstantSource clock, Throttle throttle) {
    this.clock = clock;
    this.throttle = throttle;
  }

  /**
   * Tries a pass, unless it is too early for that.
   *
   * @param pass returns when to come back
   * @throws KubernetesClientException if the pass failed in a way that time may mend
   */
  <P extends HasMetadata> UpdateControl<P> attempt(
      P resource, Backoff backoff, Supplier<Duration> pass) {
    var generation = resource.getMetadata().getGeneration();
    var wait = backoff.remaining(generation, clock.instant());
    if (wait.isPositive()) {
      return UpdateControl.<P>noUpdate().rescheduleAfter(wait);
    }
    try {
      var next = pass.get();
      backoff.succeeded();
      return UpdateControl.<P>noUpdate().rescheduleAfter(next);
    } catch (KubernetesClientException e) {
      backoff.failed(generation, clock.instant(), throttle.remaining());
      throw e;
    }
  }
}
