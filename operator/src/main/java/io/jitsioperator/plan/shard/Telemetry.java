package io.jitsioperator.plan.shard;

import io.jitsioperator.api.v1alpha1.JitsiShardStatus;
import io.jitsioperator.api.v1alpha1.JitsiShardStatus.Bridges;
import io.jitsioperator.world.Answer;
import io.jitsioperator.world.JicofoReport;
import io.jitsioperator.world.JicofoReport.Stats;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The counts in the status. They change all the time, so they are written at most once per {@link
 * #INTERVAL}; that they become known or unknown is written at once. What the status says stays
 * while the Jicofo that runs was not asked yet, as after a start of the operator.
 *
 * @param conferences null while unknown
 * @param participants null while unknown
 * @param bridges null while unknown
 */
record Telemetry(
    @Nullable Integer conferences, @Nullable Integer participants, @Nullable Bridges bridges) {

  /** Between two writes for nothing but counts. */
  static final Duration INTERVAL = Duration.ofSeconds(30);

  static Telemetry plan(Scope scope, Optional<JitsiShardStatus> old) {
    return now(scope)
        .map(now -> old.map(Telemetry::of).filter(o -> isHeldBack(scope, o)).orElse(now))
        .or(() -> old.map(Telemetry::of).filter(o -> isComing(scope)))
        .orElseGet(() -> new Telemetry(null, null, null));
  }

  private static boolean isComing(Scope scope) {
    return Load.of(scope, Component.JICOFO).isComing(scope);
  }

  /** What Jicofo says now, if it says something. */
  static Optional<Telemetry> now(Scope scope) {
    return JicofoLogins.report(scope).flatMap(report -> stats(scope, report)).map(Telemetry::of);
  }

  static Telemetry of(JitsiShardStatus status) {
    return new Telemetry(status.conferences(), status.participants(), status.bridges());
  }

  /** When counts may be written again. */
  static Duration untilNext(Scope scope) {
    return scope
        .world()
        .telemetryWritten()
        .map(at -> INTERVAL.minus(scope.since(at)))
        .filter(Duration::isPositive)
        .orElse(INTERVAL);
  }

  private static Telemetry of(Stats stats) {
    return new Telemetry(
        stats.conferences(),
        stats.participants(),
        new Bridges(stats.operationalBridges(), stats.bridgesInShutdown(), stats.lostBridges()));
  }

  private static Optional<Stats> stats(Scope scope, JicofoReport report) {
    return report.stats() instanceof Answer.Said<Stats>(Stats stats, var at) && scope.isFresh(at)
        ? Optional.of(stats)
        : Optional.empty();
  }

  private static boolean isHeldBack(Scope scope, Telemetry written) {
    return written.conferences() != null
        && scope
            .world()
            .telemetryWritten()
            .filter(at -> scope.since(at).compareTo(INTERVAL) < 0)
            .isPresent();
  }
}
