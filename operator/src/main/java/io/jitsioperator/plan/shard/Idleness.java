package io.jitsioperator.plan.shard;

import io.jitsioperator.intent.Removal.Proof;
import io.jitsioperator.world.Answer;
import io.jitsioperator.world.JicofoReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When Jicofo's word that no conference runs is a proof.
 *
 * <p>A Jicofo that has just begun counts none, because it knows of none: those of the one before
 * live on at Prosody until their people have heard that the focus left. And one that is not logged
 * in to the main Prosody can know of none there, however long it runs.
 */
final class Idleness {

  /** Two looks at least so far apart must agree: one may have met a moment between two calls. */
  private static final Duration CERTAIN_AFTER = Duration.ofSeconds(5);

  /**
   * Whoever loses the focus reloads the page after 10 to 30 s (jitsi-meet, PageReloadDialog) and
   * then asks Jicofo for the conference again: twice the longest of them.
   */
  private static final Duration KNOWS_ALL_AFTER = Duration.ofSeconds(60);

  private Idleness() {}

  /** That no conference would suffer from a restart of this component; empty if it may. */
  static Optional<Proof> proof(Scope scope, Component component) {
    return JicofoLogins.report(scope)
        .filter(report -> !isWordless(scope, component) && isIdle(scope, report))
        .map(report -> new Proof.StillIdle(report.podUid()));
  }

  /**
   * Whether Jicofo's count says nothing about this component. For Jicofo itself it always does: it
   * counts what it holds. Otherwise a Jicofo that a wrong configuration keeps from its login could
   * never be put right.
   */
  static boolean isWordless(Scope scope, Component component) {
    return component != Component.JICOFO
        && JicofoLogins.report(scope)
            .filter(report -> report.stats() instanceof Answer.Said<JicofoReport.Stats>)
            .filter(report -> JicofoLogins.lacksMain(scope, report))
            .isPresent();
  }

  private static boolean isIdle(Scope scope, JicofoReport report) {
    return report.stats() instanceof Answer.Said<JicofoReport.Stats>(var stats, var at)
        && stats.conferences() == 0
        && scope.isFresh(at)
        && report.idleSince().filter(since -> isCertain(since, at)).isPresent()
        && report.runsSince().filter(since -> knowsAll(since, at)).isPresent();
  }

  /** Whether what was seen twice, so far apart, is no passing moment. */
  static boolean isCertain(Instant first, Instant last) {
    return Duration.between(first, last).compareTo(CERTAIN_AFTER) >= 0;
  }

  private static boolean knowsAll(Instant since, Instant at) {
    return Duration.between(since, at).compareTo(KNOWS_ALL_AFTER) >= 0;
  }
}
