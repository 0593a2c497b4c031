package io.jitsioperator.plan.bridges;

import io.fabric8.kubernetes.api.model.Condition;
import io.jitsioperator.api.v1alpha1.BridgePoolStatus;
import io.jitsioperator.plan.status.Reason;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;

/** When to plan a pool again if nothing happens. */
final class PoolNextLook {

  /** What somebody else has to mend is looked at so often. */
  private static final Duration COMPLAINT = Duration.ofSeconds(30);

  private static final Set<String> TIMED =
      Set.of(
          Reason.BRIDGES_STARTING.word(),
          Reason.BRIDGES_MISSING.word(),
          Reason.BREWERY_UNSEEN.word(),
          Reason.NOT_SEEN_YET.word(),
          Reason.DRAINING.word(),
          Reason.ADDRESS_PENDING.word(),
          Reason.PORT_TAKEN.word(),
          Reason.POOL_GOING.word());

  private PoolNextLook() {}

  static Duration after(
      PoolScope scope, Attachment attachment, Bridges bridges, BridgePoolStatus status) {
    var settings = scope.settings();
    var resync = settings.resyncInterval();
    var timed =
        status.conditions().stream().map(Condition::getReason).anyMatch(TIMED::contains)
            || !attachment.verdict().settled();
    return Stream.of(
            resync,
            timed ? settings.pollInterval() : resync,
            attachment.verdict().isTrue() ? resync : COMPLAINT,
            status
                    .condition("MediaAddressed")
                    .filter(c -> "False".equals(c.getStatus()))
                    .isPresent()
                ? COMPLAINT
                : resync,
            // One that falls silent sends no event.
            bridges.all().isEmpty() ? resync : Duration.ofSeconds(10),
            // The law of sizes lives on looks that are not far apart.
            scope.spec().autoscaling() == null ? resync : Duration.ofSeconds(5),
            bridges.due().map(at -> Duration.between(scope.now(), at)).orElse(resync))
        .map(each -> each.isPositive() ? each : Duration.ofMillis(50))
        .min(Duration::compareTo)
        .orElseThrow();
  }
}
