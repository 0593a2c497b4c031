package io.jitsioperator.plan.bridges;

import io.fabric8.kubernetes.api.model.Pod;
import io.jitsioperator.intent.Watch;
import io.jitsioperator.plan.kube.Pods;
import io.jitsioperator.plan.pool.Leave;
import io.jitsioperator.world.Answer;
import io.jitsioperator.world.BreweryRoom;
import io.jitsioperator.world.BridgePresence;
import io.jitsioperator.world.BridgeReport;
import io.jitsioperator.world.NodeReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One bridge of the pool: its pod, with all that is known of it. */
final class Bridge {

  /** A bridge speaks every 5 s; one that has missed two of that and is about to miss a third. */
  private static final Duration FRESH = Duration.ofSeconds(15);

  /** From ready to the brewery it takes seconds; after that it counts as missing. */
  private static final Duration GRACE = Duration.ofSeconds(60);

  /** States of a bridge, in their order; each is a word of the status. */
  enum Phase {
    STARTING("Starting"),
    ACTIVE("Active"),
    MISSING("Missing"),
    UNKNOWN("Unknown"),
    DRAINING("Draining"),
    SHUTTING_DOWN("ShuttingDown"),
    FINISHED("Finished");

    private final String word;

    Phase(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }

    /** It is on its way out. */
    boolean leaves() {
      return compareTo(DRAINING) >= 0;
    }
  }

  private final PoolScope scope;
  private final Pod pod;

  /** The brewery as it is seen now. */
  private final Optional<BreweryRoom.Seen> room;

  private final Optional<DrainMark> mark;
  private final Optional<NodeReport> node;
  private final BridgeReport report;

  // Nearly every part of a plan asks for these, some of them once for each bridge.
  private final Optional<BridgePresence> presence;
  private final Optional<BridgePresence> freshPresence;
  private final Optional<BridgeReport.Stats> stats;
  private final Phase phase;

  private Bridge(PoolScope scope, Optional<BreweryRoom.Seen> room, Pod pod) {
    this.scope = scope;
    this.pod = pod;
    this.room = room;
    this.mark = DrainMark.of(pod, scope.now());
    this.node = Pods.node(pod).flatMap(name -> scope.world().nodes().node(name).found());
    this.report = scope.world().signals().bridge(uid());
    this.presence = room.map(seen -> seen.bridges().get(name()));
    this.freshPresence =
        presence.filter(
            p -> p.changed().filter(at -> !at.isBefore(scope.now().minus(FRESH))).isPresent());
    this.stats = fresh(scope, report);
    this.phase = judge();
  }

  /** All of a pool, oldest first. */
  static List<Bridge> all(PoolScope scope) {
    var room =
        scope.world().signals().brewery(scope.shardId()) instanceof BreweryRoom.Seen seen
            ? Optional.of(seen)
            : Optional.<BreweryRoom.Seen>empty();
    return scope.pods().stream().map(pod -> new Bridge(scope, room, pod)).toList();
  }

  private static Optional<BridgeReport.Stats> fresh(PoolScope scope, BridgeReport report) {
    return report.stats() instanceof Answer.Said<BridgeReport.Stats>(var stats, var at)
            && scope.isFresh(at)
        ? Optional.of(stats)
        : Optional.empty();
  }

  PoolScope scope() {
    return scope;
  }

  Pod pod() {
    return pod;
  }

  Phase phase() {
    return phase;
  }

  /** The state machine of the design, from the end to the beginning. */
  private Phase judge() {
    if (Pods.hasEnded(pod)) {
      return Phase.FINISHED;
    }
    if (saysThatItEnds()) {
      return Phase.SHUTTING_DOWN;
    }
    if (mark().isPresent() || Pods.isTerminating(pod)) {
      return Phase.DRAINING;
    }
    if (!hasServed()) {
      return Phase.STARTING;
    }
    if (room().isEmpty() || isJustSeen()) {
      return Phase.UNKNOWN;
    }
    return serves() ? Phase.ACTIVE : Phase.MISSING;
  }

  String name() {
    return pod.getMetadata().getName();
  }

  String uid() {
    return pod.getMetadata().getUid();
  }

  /** What we intend with it. */
  Optional<DrainMark> mark() {
    return mark;
  }

  /** The brewery as it is seen now. */
  Optional<BreweryRoom.Seen> room() {
    return room;
  }

  /** We came in a moment ago, and it has not spoken since: it may live, or hang. */
  private boolean isJustSeen() {
    return room().filter(seen -> !isPast(seen.since(), FRESH)).isPresent()
        && presence().filter(p -> p.changed().isEmpty()).isPresent();
  }

  /**
   * The operator has only just started, and has not heard yet what this bridge does: what the
   * status says of it stays.
   */
  boolean isNotHeardYet() {
    return switch (phase()) {
      case UNKNOWN -> scope.isComing() || isJustSeen();
      case DRAINING -> isNotAsked();
      default -> false;
    };
  }

  boolean isNotAsked() {
    return report().stats() instanceof Answer.NotAsked<BridgeReport.Stats>;
  }

  /** The status says that it was more than starting. */
  private boolean hadBegun() {
    return PoolStatus.old(scope.world()).stream()
        .flatMap(status -> status.bridges().stream())
        .anyMatch(b -> b.name().equals(name()) && !b.phase().equals(Phase.STARTING.word()));
  }

  /** What it shows there, whether or not it still lives. */
  Optional<BridgePresence> presence() {
    return presence;
  }

  /** What it shows there, if it still lives: a room replays the last word of one that hangs. */
  Optional<BridgePresence> freshPresence() {
    return freshPresence;
  }

  BridgeReport report() {
    return report;
  }

  /** What it says over REST, if that tells of the present. */
  Optional<BridgeReport.Stats> stats() {
    return stats;
  }

  /** Participants that are on it; empty = unknown, which is not zero. */
  Optional<Integer> people() {
    return stats()
        .map(BridgeReport.Stats::localEndpoints)
        .or(() -> freshPresence().flatMap(BridgePresence::localEndpoints));
  }

  Optional<Double> stress() {
    return freshPresence()
        .flatMap(BridgePresence::stress)
        .or(() -> stats().map(BridgeReport.Stats::stress));
  }

  /** It asks not to be chosen, or Jicofo still believes so. */
  boolean saysThatItDrains() {
    return stats().filter(BridgeReport.Stats::drain).isPresent()
        || freshPresence().flatMap(BridgePresence::drain).orElse(false);
  }

  /** It ends, or will when it is empty; there is no way back. */
  boolean saysThatItEnds() {
    return stats().filter(s -> s.gracefulShutdown() || s.shuttingDown()).isPresent()
        || presence().flatMap(BridgePresence::gracefulShutdown).orElse(false)
        || presence().flatMap(BridgePresence::shuttingDown).orElse(false);
  }

  /** No CPU limit parts it from its neighbours, so its stress is that of its whole node. */
  boolean sharesNode() {
    return scope.spec().loadMeasurement().equals("CpuUsage")
        && pod.getSpec().getContainers().stream()
            .filter(c -> c.getName().equals(PoolScope.COMPONENT))
            .flatMap(c -> Stream.ofNullable(c.getResources()))
            .noneMatch(resources -> resources.getLimits().containsKey("cpu"));
  }

  /** What is known of its node. */
  Optional<NodeReport> node() {
    return node;
  }

  /** Where its REST API is; empty while it has no address. */
  Optional<Watch.Target> target() {
    return Pods.address(pod)
        .filter(address -> !address.isEmpty())
        .map(
            address ->
                new Watch.Target(name(), uid(), address, Jvb.rest(manner(), port()).number()));
  }

  /** How participants reach it. */
  MediaManner manner() {
    return MediaManner.of(scope, pod);
  }

  /** Its UDP port; 0 if somebody took that from the pod. */
  int port() {
    return MediaService.port(MediaManner.annotations(pod));
  }

  /** As far as it is known, it has been able to take calls at some time. */
  private boolean hasServed() {
    return presence().isPresent()
        || hadBegun()
        || hasBeenReadyFor(GRACE)
        || isOfLostNode()
        || people().filter(people -> people > 0).isPresent();
  }

  private boolean serves() {
    return (Pods.isReady(pod) || isOfLostNode())
        && freshPresence().isPresent()
        && !saysThatItDrains();
  }

  /** It has said something just now, in the brewery or over REST. */
  boolean isHeard() {
    return freshPresence().isPresent() || stats().isPresent();
  }

  /** Kubernetes calls every pod of a node that it does not hear not ready, whatever it does. */
  boolean isOfLostNode() {
    return node().filter(n -> !n.ready()).isPresent();
  }

  /** Whether it has been ready for so long. */
  boolean hasBeenReadyFor(Duration time) {
    return Pods.readySince(pod).filter(since -> isPast(since, time)).isPresent();
  }

  /** Whether that was so long ago. */
  boolean isPast(Instant then, Duration time) {
    return !scope.now().isBefore(then.plus(time));
  }

  /** Why it leaves. */
  Optional<Leave> reason() {
    return mark().map(DrainMark::reason);
  }
}
