package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.Pod;
import io.jitsioperator.intent.Removal.Proof;
import io.jitsioperator.plan.kube.Pods;
import io.jitsioperator.world.Answer;
import io.jitsioperator.world.JicofoReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether conferences run in a shard, by Jicofo's word.
 *
 * @param state what is known
 * @param conferences how many, if Jicofo says so
 * @param idle the proof that none runs, once it is certain
 */
record Load(State state, Optional<Integer> conferences, Optional<Proof> idle) {

  /** Two looks at least so far apart must agree: one may have met a moment between two calls. */
  static final Duration CERTAIN_AFTER = Duration.ofSeconds(5);

  /** The most worrying first. */
  enum State {
    BUSY,
    UNKNOWN,
    NOT_SEEN_YET,
    NONE
  }

  static Load of(Scope scope) {
    var report = JicofoLogins.report(scope);
    var stats = report.map(JicofoReport::stats);
    if (stats.isEmpty() || stats.get() instanceof Answer.NotAsked<JicofoReport.Stats>) {
      return new Load(State.NOT_SEEN_YET, Optional.empty(), Optional.empty());
    }
    if (stats.get() instanceof Answer.Said<JicofoReport.Stats>(var said, var at)
        && scope.isFresh(at)) {
      return said.conferences() > 0
          ? new Load(State.BUSY, Optional.of(said.conferences()), Optional.empty())
          : new Load(State.NONE, Optional.of(0), report.flatMap(r -> proof(r, at)));
    }
    return new Load(State.UNKNOWN, Optional.empty(), Optional.empty());
  }

  private static Optional<Proof> proof(JicofoReport report, Instant at) {
    return report
        .idleSince()
        .filter(since -> isCertain(Duration.between(since, at)))
        .map(since -> new Proof.StillIdle(report.podUid()));
  }

  static boolean isCertain(Duration between) {
    return between.compareTo(CERTAIN_AFTER) >= 0;
  }

  /** Whether Jicofo was not asked yet, and will be in a moment: its answer is worth waiting for. */
  boolean isComing(Scope scope) {
    return state == State.NOT_SEEN_YET
        && scope
            .world()
            .owned()
            .find(Pod.class, scope.podOf(Component.JICOFO))
            .flatMap(Pods::address)
            .isPresent();
  }

  /** What a restart now does to calls, as the end of a sentence. */
  String toll() {
    return conferences
        .map(
            n ->
                switch (n) {
                  case 0 -> "no conference ran";
                  case 1 -> "it ended 1 conference";
                  default -> "it ended " + n + " conferences";
                })
        .orElse("it ended an unknown number of conferences, as Jicofo did not say how many ran");
  }
}
