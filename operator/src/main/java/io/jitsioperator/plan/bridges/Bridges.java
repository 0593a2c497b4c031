package io.jitsioperator.plan.bridges;

import io.fabric8.kubernetes.api.model.Pod;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.api.v1alpha1.Media;
import io.jitsioperator.intent.Call;
import io.jitsioperator.intent.Errands;
import io.jitsioperator.intent.Mark;
import io.jitsioperator.intent.PoolWatch;
import io.jitsioperator.intent.Removal;
import io.jitsioperator.plan.kube.Pods;
import io.jitsioperator.plan.pool.Leave;
import io.jitsioperator.plan.pool.Member;
import io.jitsioperator.plan.pool.Staffing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * All bridges of a pool, and what is done about them now.
 *
 * @param all as they are, oldest first
 * @param staffing who comes and who goes
 * @param departures the next step of each that leaves, by name
 * @param births new ones
 * @param undrained taken back over REST: those that ask not to be chosen although nobody wants that
 * @param addresses what is told to pods that wait for their address
 */
record Bridges(
    List<Bridge> all,
    Staffing staffing,
    Map<String, Departure> departures,
    List<Pod> births,
    List<Call> undrained,
    List<Mark> addresses) {

  /** At most the larger of one and this part of a pool is mended at a time. */
  private static final int BROKEN_PART = 5;

  static Bridges plan(PoolScope scope, boolean attached) {
    var all = scope.pods().stream().map(pod -> new Bridge(scope, pod)).toList();
    var members = members(scope, all);
    var staffing = staffing(scope, members, attached);
    return new Bridges(
        all,
        staffing,
        departures(scope, all),
        scope.shard().map(shard -> births(scope, shard, all, staffing)).orElse(List.of()),
        undrained(scope, all),
        all.stream().flatMap(b -> Advertising.mark(scope, b.pod()).stream()).toList());
  }

  private static Staffing staffing(PoolScope scope, List<Member> members, boolean attached) {
    if (scope.isGoing()) {
      return Staffing.dissolve(members);
    }
    // Without its shard nothing can be judged or made: what runs goes on running.
    return scope.spec().paused() || !attached || JvbRevision.isUnknown(scope)
        ? Staffing.none()
        : Staffing.plan(
            members,
            scope.spec().replicas(),
            scope.spec().updates().surgeOf(scope.spec().replicas()));
  }

  private static List<Member> members(PoolScope scope, List<Bridge> all) {
    long mending = all.stream().filter(b -> b.reason().equals(Optional.of(Leave.BROKEN))).count();
    long mendable = Math.max(1, scope.spec().replicas() / BROKEN_PART) - mending;
    var broken =
        all.stream()
            .filter(b -> !b.phase().leaves() && LeaveWish.isBroken(b))
            .limit(Math.max(0, mendable))
            .map(Bridge::name)
            .toList();
    var revision =
        scope
            .shard()
            .filter(shard -> !JvbRevision.isUnknown(scope))
            .map(shard -> JvbRevision.of(scope, shard));
    var seen =
        all.stream()
            .filter(b -> b.phase() != Bridge.Phase.FINISHED)
            .map(b -> member(b, wish(scope, b, revision, broken)));
    return Stream.concat(seen, scope.unseenBirths().stream().map(Bridges::unseen)).toList();
  }

  /** Made a moment ago: it counts, or it would be made twice. */
  private static Member unseen(String name) {
    return new Member(
        name,
        Member.Stage.STARTING,
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        false);
  }

  private static Optional<Leave> wish(
      PoolScope scope, Bridge bridge, Optional<String> revision, List<String> broken) {
    return LeaveWish.of(scope, bridge, revision)
        .or(() -> broken.contains(bridge.name()) ? Optional.of(Leave.BROKEN) : Optional.empty());
  }

  private static Member member(Bridge bridge, Optional<Leave> wish) {
    var phase = bridge.phase();
    return new Member(
        bridge.name(),
        stage(phase),
        phase.leaves() ? bridge.reason() : wish,
        isRevocable(bridge),
        bridge.people(),
        Pods.node(bridge.pod()),
        Pods.unschedulable(bridge.pod()).isPresent());
  }

  private static Member.Stage stage(Bridge.Phase phase) {
    return switch (phase) {
      case STARTING -> Member.Stage.STARTING;
      case ACTIVE -> Member.Stage.ACTIVE;
      case MISSING, UNKNOWN -> Member.Stage.MISSING;
      case DRAINING, SHUTTING_DOWN, FINISHED -> Member.Stage.LEAVING;
    };
  }

  /** A shutdown cannot be taken back, and one that was just asked for may have begun. */
  private static boolean isRevocable(Bridge bridge) {
    return bridge.phase() == Bridge.Phase.DRAINING
        && bridge.reason().equals(Optional.of(Leave.SCALE_DOWN))
        && !Pods.isTerminating(bridge.pod())
        && bridge.stats().isPresent()
        && !bridge.scope().world().hasAsked(bridge.uid(), Calls.SHUT_DOWN);
  }

  private static Map<String, Departure> departures(PoolScope scope, List<Bridge> all) {
    var steps = new HashMap<String, Departure>();
    for (var bridge : all) {
      var ended = bridge.phase() == Bridge.Phase.FINISHED;
      // One that ends without our word (somebody asked it) needs no more of ours.
      if (ended || (bridge.mark().isPresent() && !scope.spec().paused())) {
        steps.put(bridge.name(), Departure.next(bridge));
      }
    }
    return steps;
  }

  private static List<Pod> births(
      PoolScope scope, JitsiShard shard, List<Bridge> all, Staffing staffing) {
    var ports =
        new ArrayList<>(
            all.stream().filter(b -> !Pods.hasEnded(b.pod())).map(Bridge::port).toList());
    return BridgeNames.next(scope.world(), staffing.births()).stream()
        .map(
            name -> {
              int port = leastUsed(scope.spec().media().ports(), ports);
              ports.add(port);
              return Jvb.pod(scope, shard, name, port);
            })
        .toList();
  }

  /** The scheduler keeps two of one port apart, so all ports should be used evenly. */
  private static int leastUsed(Media.Ports range, List<Integer> used) {
    return IntStream.rangeClosed(range.from(), range.last())
        .boxed()
        .min(Comparator.comparingLong(port -> used.stream().filter(port::equals).count()))
        .orElseThrow();
  }

  /** A drain that we took back, or that somebody else asked for: what we want is on the pod. */
  private static List<Call> undrained(PoolScope scope, List<Bridge> all) {
    return all.stream()
        .filter(b -> !b.phase().leaves() && !scope.spec().paused() && !scope.isGoing())
        .filter(b -> b.stats().filter(s -> s.drain()).isPresent())
        .filter(b -> !scope.world().hasAsked(b.uid(), Calls.UNDRAIN))
        .flatMap(b -> b.target().<Call>map(Call.Undrain::new).stream())
        .toList();
  }

  /**
   * What is done once.
   *
   * @param looks whether the shard lets this pool look into its brewery
   */
  Errands errands(PoolScope scope, boolean looks) {
    var calls =
        Stream.concat(
                departures.values().stream().flatMap(d -> d.calls().stream()), undrained.stream())
            .toList();
    var asks = departures.values().stream().anyMatch(Departure::asksJicofo);
    var watch =
        new PoolWatch(
            looks ? Set.of(scope.shardId()) : Set.of(),
            all.stream().flatMap(b -> b.target().stream()).toList(),
            looks && asks ? Set.of(scope.shardId()) : Set.of());
    return new Errands(marks(scope), births, calls, watch);
  }

  private List<Mark> marks(PoolScope scope) {
    var marks = new ArrayList<>(addresses);
    for (var bridge : all) {
      if (staffing.leave().containsKey(bridge.name())) {
        marks.add(DrainMark.begin(bridge.pod(), staffing.leave().get(bridge.name()), scope.now()));
      }
      if (staffing.stay().contains(bridge.name())) {
        marks.add(DrainMark.takeBack(bridge.pod()));
      }
    }
    departures.values().forEach(d -> marks.addAll(d.marks()));
    return marks;
  }

  /** Pods whose bridge has ended, and those that never began. */
  List<Removal> removals(PoolScope scope) {
    return departures.values().stream()
        .flatMap(d -> d.removal().stream())
        .filter(r -> !scope.world().expectations().removes(r.uid(), scope.now()))
        .toList();
  }

  /** When time alone leads on. */
  Optional<Instant> due() {
    return departures.values().stream().flatMap(d -> d.due().stream()).min(Instant::compareTo);
  }

  /** The operator has only just started: of some that had begun to work nothing was heard yet. */
  boolean areComing() {
    return all.stream().filter(b -> !b.phase().leaves()).anyMatch(Bridge::isNotHeardYet);
  }

  long count(Bridge.Phase phase) {
    return all.stream().filter(b -> b.phase() == phase).count();
  }
}
