package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.Pod;
import io.jitsioperator.intent.Removal.Proof;
import io.jitsioperator.plan.kube.Pods;
import io.jitsioperator.world.Answer;
import io.jitsioperator.world.JicofoReport;
import java.util.Optional;

/**
 * Whether conferences run that a restart of one component would end, by Jicofo's word.
 *
 * @param state what is known
 * @param conferences how many, if Jicofo says so
 * @param idle the proof that none runs, once it is certain
 */
record Load(State state, Optional<Integer> conferences, Optional<Proof> idle) {

  /** The most worrying first. */
  enum State {
    BUSY,
    UNKNOWN,
    NOT_SEEN_YET,
    NONE
  }

  static Load of(Scope scope, Component component) {
    var stats = JicofoLogins.report(scope).map(JicofoReport::stats);
    if (Idleness.isWordless(scope, component)) {
      return new Load(State.UNKNOWN, Optional.empty(), Optional.empty());
    }
    if (stats.isEmpty() || stats.get() instanceof Answer.NotAsked<JicofoReport.Stats>) {
      return new Load(State.NOT_SEEN_YET, Optional.empty(), Optional.empty());
    }
    if (stats.get() instanceof Answer.Said<JicofoReport.Stats>(var said, var at)
        && scope.isFresh(at)) {
      return said.conferences() > 0
          ? new Load(State.BUSY, Optional.of(said.conferences()), Optional.empty())
          : new Load(State.NONE, Optional.of(0), Idleness.proof(scope, component));
    }
    return new Load(State.UNKNOWN, Optional.empty(), Optional.empty());
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
