package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.Condition;
import io.jitsioperator.api.v1alpha1.JitsiShardStatus;
import io.jitsioperator.plan.status.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** When to plan again if nothing happens. */
final class NextLook {

  /** What the user has to mend is looked at so often. */
  private static final Duration COMPLAINT = Duration.ofSeconds(30);

  /** What time alone can change: nobody sends an event when a proof has become old enough. */
  private static final Set<Reason> TIMED =
      EnumSet.of(
          Reason.RESTARTING,
          Reason.CONNECTING,
          Reason.CONFIRMING_IDLE,
          Reason.CONFERENCES_RUNNING,
          Reason.CONFERENCES_UNKNOWN,
          Reason.NODE_DRAIN,
          Reason.NODE_NOT_READY,
          Reason.NODE_LOST_PORTS_ANSWER,
          Reason.NODE_DEAD,
          Reason.NOT_SEEN_YET,
          Reason.NOT_ANSWERING,
          Reason.BRIDGES_UNKNOWN_TO_JICOFO,
          Reason.STRANGE_BRIDGES,
          Reason.GENERATING);

  private static final Set<Reason> REFERENCES =
      EnumSet.of(
          Reason.LABELS_FORBIDDEN,
          Reason.MISSING_SECRET,
          Reason.MISSING_KEY,
          Reason.UNUSABLE_VALUE,
          Reason.MISSING_CONFIG_MAP,
          Reason.MISSING_CONFIG_MAP_KEY,
          Reason.NAME_TAKEN,
          Reason.REFUSED,
          Reason.HOST_TAKEN,
          Reason.GATEWAY_API_ABSENT,
          Reason.POD_MONITOR_API_ABSENT,
          Reason.API_FORBIDDEN);

  private NextLook() {}

  /**
   * How long to wait.
   *
   * @param due when time alone changes what may be restarted
   */
  static Duration after(Scope scope, JitsiShardStatus status, Optional<Instant> due) {
    var settings = scope.settings();
    return Stream.of(
            settings.resyncInterval(),
            says(status, TIMED) ? settings.pollInterval() : settings.resyncInterval(),
            says(status, REFERENCES) ? COMPLAINT : settings.resyncInterval(),
            due.map(at -> Duration.between(scope.now(), at)).orElse(settings.resyncInterval()),
            KnownBridges.of(scope, AttachedPools.plan(scope)).due().isPresent()
                ? COMPLAINT
                : settings.resyncInterval(),
            hasNews(scope, status) ? Telemetry.untilNext(scope) : settings.resyncInterval())
        .min(Duration::compareTo)
        .orElseThrow();
  }

  private static boolean says(JitsiShardStatus status, Set<Reason> reasons) {
    return status.conditions().stream()
        .map(Condition::getReason)
        .anyMatch(word -> Arrays.stream(Reason.values()).anyMatch(r -> is(r, word, reasons)));
  }

  private static boolean is(Reason reason, String word, Set<Reason> reasons) {
    return reasons.contains(reason) && reason.word().equals(word);
  }

  /** Counts that were held back. */
  private static boolean hasNews(Scope scope, JitsiShardStatus status) {
    return Telemetry.now(scope)
        .filter(now -> !Objects.equals(now, Telemetry.of(status)))
        .isPresent();
  }
}
