package io.jitsioperator.plan.bridges;

import io.jitsioperator.api.v1alpha1.Drain;
import io.jitsioperator.intent.Call;
import io.jitsioperator.intent.Mark;
import io.jitsioperator.intent.Notice;
import io.jitsioperator.intent.Removal;
import io.jitsioperator.intent.Watch;
import io.jitsioperator.plan.kube.Pods;
import io.jitsioperator.plan.kube.TimeWord;
import io.jitsioperator.plan.pool.Leave;
import io.jitsioperator.world.Answer;
import io.jitsioperator.world.BridgeReport;
import io.jitsioperator.world.ObjectRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The next step of a bridge that leaves: drain, empty, shut down, delete. Each step is taken only
 * when the one before is seen.
 *
 * @param marks what is written on its pod first
 * @param calls what it or Jicofo is asked
 * @param removal of its pod
 * @param says what it waits for, a sentence without a full stop
 * @param asksJicofo whether it must be known which bridges could take its people
 * @param due when time alone leads to the next step
 */
record Departure(
    List<Mark> marks,
    List<Call> calls,
    Optional<Removal> removal,
    String says,
    boolean asksJicofo,
    Optional<Instant> due) {

  /** Two looks so far apart must find it empty: one may meet a moment between two people. */
  static final Duration CERTAIN_AFTER = Duration.ofSeconds(5);

  /** A move that left people behind, or whose call never went out, is tried again after that. */
  private static final Duration MOVE_AGAIN = Duration.ofMinutes(2);

  /** The chain, step by step. */
  static Departure next(Bridge bridge) {
    if (Pods.hasEnded(bridge.pod())) {
      return removed(bridge, Removal.Manner.FORCED, "it has ended");
    }
    if (Pods.isTerminating(bridge.pod())) {
      return waits("its pod is deleted as soon as nobody is on it");
    }
    if (hasNeverRun(bridge)) {
      return removed(bridge, Removal.Manner.ORDERLY, "it has not started, so nobody is on it");
    }
    if (bridge.target().isEmpty() || bridge.stats().isEmpty()) {
      return unanswered(bridge);
    }
    return alive(bridge, bridge.target().get(), bridge.stats().get());
  }

  /** Nothing is left to ask; the user's timeout is the last word on whoever may be on it. */
  private static Departure unanswered(Bridge bridge) {
    var asked =
        bridge.report().stats() instanceof Answer.Silent
            || bridge.report().stats() instanceof Answer.Refused;
    var over = bridge.mark().filter(mark -> isOver(bridge, mark, timeout(bridge))).isPresent();
    return asked && over
        ? removed(
            bridge,
            Removal.Manner.BRIEF,
            "spec.drain.timeout has passed, and it does not answer",
            Notice.Type.WARNING)
        : waits("it does not answer, so it is not known whether somebody is on it");
  }

  /**
   * Its node is dead, and with it whatever was on it.
   *
   * @param why the node is dead, the end of a sentence
   */
  static Departure givenUp(Bridge bridge, String why) {
    return removed(bridge, Removal.Manner.FORCED, "its " + why, Notice.Type.WARNING);
  }

  private static Departure alive(Bridge bridge, Watch.Target target, BridgeReport.Stats stats) {
    if (stats.shuttingDown()) {
      return waits("it ends");
    }
    var mark = bridge.mark().orElseThrow();
    if (isOver(bridge, mark, timeout(bridge))) {
      return asks(bridge, new Call.ShutDown(target, true), "spec.drain.timeout has passed");
    }
    if (stats.gracefulShutdown()) {
      return waits("it ends when nobody is on it");
    }
    if (!stats.drain()) {
      return asks(bridge, new Call.Drain(target), "it is asked to take no new conferences");
    }
    if (isEmpty(bridge)) {
      return asks(bridge, new Call.ShutDown(target, false), "nobody is on it");
    }
    return stats.localEndpoints() == 0
        ? waits(
            "nobody is on it; that is confirmed",
            bridge.report().emptySince().map(s -> s.plus(CERTAIN_AFTER)))
        : occupied(bridge, target, mark);
  }

  /** People are on it: they leave by themselves, or are moved when the patience is over. */
  private static Departure occupied(Bridge bridge, Watch.Target target, DrainMark mark) {
    // Without the number, which would have the status written with everybody who leaves.
    var on = "people are on it";
    var drain = bridge.scope().spec().drain();
    if (!drain.then().equals(Drain.MOVE)) {
      return waits(on);
    }
    var end = mark.since().plus(patience(bridge, drain.patience(), mark.reason()));
    if (bridge.scope().now().isBefore(end)) {
      return waits(on + "; they are moved to other bridges at " + end, Optional.of(end));
    }
    if (mark.moved().filter(at -> !bridge.isPast(at, MOVE_AGAIN)).isPresent()) {
      return new Departure(
          List.of(),
          List.of(),
          Optional.empty(),
          on + "; they are being moved",
          true,
          mark.moved().map(at -> at.plus(MOVE_AGAIN)));
    }
    var obstacle = MoveTargets.obstacle(bridge);
    return obstacle.isPresent()
        ? new Departure(
            List.of(),
            List.of(),
            Optional.empty(),
            on + "; " + obstacle.get(),
            true,
            Optional.empty())
        : new Departure(
            List.of(DrainMark.move(bridge.pod(), bridge.scope().now())),
            List.of(new Call.Move(target, bridge.scope().shardId(), bridge.name())),
            Optional.empty(),
            on + "; they are being moved",
            true,
            Optional.empty());
  }

  /** By two answers of one process, and the last of them tells of the present. */
  static boolean isEmpty(Bridge bridge) {
    return bridge.report().stats() instanceof Answer.Said<BridgeReport.Stats>(var stats, var at)
        && stats.localEndpoints() == 0
        && bridge.scope().isFresh(at)
        && bridge
            .report()
            .emptySince()
            .filter(since -> !at.isBefore(since.plus(CERTAIN_AFTER)))
            .isPresent();
  }

  /** No process of it has begun, by the kubelet's word, and none answers. */
  private static boolean hasNeverRun(Bridge bridge) {
    return Pods.isDown(bridge.pod())
        && !(bridge.report().stats() instanceof Answer.Said<BridgeReport.Stats>)
        && bridge.freshPresence().isEmpty();
  }

  private static Optional<Duration> timeout(Bridge bridge) {
    return Optional.ofNullable(bridge.scope().spec().drain().timeout()).map(TimeWord::of);
  }

  private static boolean isOver(Bridge bridge, DrainMark mark, Optional<Duration> time) {
    return time.filter(t -> bridge.isPast(mark.since(), t)).isPresent();
  }

  /** Whatever it leaves for: a node that shall be empty, or goes, does not wait longer for that. */
  private static Duration patience(Bridge bridge, Drain.Patience patience, Leave reason) {
    return Stream.concat(Stream.of(reason), LeaveWish.ofNode(bridge).stream())
        .map(each -> patience(patience, each))
        .min(Duration::compareTo)
        .orElseThrow();
  }

  private static Duration patience(Drain.Patience patience, Leave reason) {
    return TimeWord.of(
        switch (reason) {
          case SCALE_DOWN, POOL_DELETED -> patience.scaleDown();
          case UPDATE, BROKEN, NO_PORT -> patience.update();
          case NODE, REQUESTED -> patience.node();
          case NODE_GOING -> patience.spot();
        });
  }

  /** Asks it, unless that was just done and its effect is awaited. */
  private static Departure asks(Bridge bridge, Call call, String says) {
    var asked = bridge.scope().world().hasAsked(bridge.uid(), Calls.word(call));
    return new Departure(
        List.of(),
        asked ? List.of() : List.of(call),
        Optional.empty(),
        says,
        false,
        Optional.empty());
  }

  private static Departure removed(Bridge bridge, Removal.Manner manner, String says) {
    return removed(bridge, manner, says, Notice.Type.NORMAL);
  }

  /** What is no ordinary end is told as a warning, by a word of its own. */
  private static Departure removed(
      Bridge bridge, Removal.Manner manner, String says, Notice.Type type) {
    var ref = ObjectRef.of(bridge.pod());
    var text = "%s goes: %s.".formatted(bridge.name(), says);
    var notice =
        type == Notice.Type.NORMAL
            ? Removal.deleted(ref, text)
            : new Notice(type, "BridgeGivenUp", text);
    return new Departure(
        List.of(),
        List.of(),
        Optional.of(new Removal(ref, bridge.uid(), manner, new Removal.Proof.None(), notice)),
        says,
        false,
        Optional.empty());
  }

  private static Departure waits(String says) {
    return waits(says, Optional.empty());
  }

  private static Departure waits(String says, Optional<Instant> due) {
    return new Departure(List.of(), List.of(), Optional.empty(), says, false, due);
  }
}
