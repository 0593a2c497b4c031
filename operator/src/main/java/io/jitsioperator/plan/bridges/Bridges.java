package io.jitsioperator.plan.bridges;

import io.fabric8.kubernetes.api.model.Pod;
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
 * @param newcomers new ones
 * @param undrained taken back over REST: those that ask not to be chosen although nobody wants that
 * @param nodes those of them that Kubernetes has lost
 * @param addresses what is told to pods that wait for their address
 */
record Bridges(
    List<Bridge> all,
    Staffing staffing,
    Map<String, Departure> departures,
    Newcomers newcomers,
    List<Call> undrained,
    BridgeNodes nodes,
    List<Mark> addresses) {

  /** At most the larger of one and this part of a pool is mended at a time. */
  private static final int BROKEN_PART = 5;

  static Bridges plan(PoolScope scope, boolean attached) {
    var all = Bridge.all(scope);
    var nodes = BridgeNodes.of(scope, all);
    var living = all.stream().filter(nodes::mayServe).toList();
    // When the pool goes, whoever is not gone has to be waited for.
    var counted =
        scope.isGoing()
            ? all.stream().filter(b -> !nodes.gone().containsKey(b.name())).toList()
            : living;
    var members = members(scope, counted, NodePorts.of(scope, all));
    var seats = Seats.of(scope, all);
    var ports = PortChoice.of(scope, all, seats);
    // Without its shard nothing can be judged or made: what runs goes on running.
    var held =
        !scope.isGoing() && (scope.spec().paused() || !attached || JvbRevision.isUnknown(scope));
    var wanted = staffing(scope, members, held);
    // Whoever finds no port is as one whom no node takes.
    int lacking = (int) Math.max(0, (long) wanted.births() - seats.free().size() - ports.left());
    var staffing = lacking == 0 ? wanted : staffing(scope, withoutPort(members, lacking), held);
    return new Bridges(
        all,
        staffing,
        departures(scope, all, nodes),
        Newcomers.plan(scope, all, seats, ports, staffing.births(), held, lacking),
        undrained(scope, living),
        nodes,
        living.stream().flatMap(b -> Advertising.mark(scope, b.pod()).stream()).toList());
  }

  private static Staffing staffing(PoolScope scope, List<Member> members, boolean held) {
    if (scope.isGoing()) {
      return Staffing.dissolve(members);
    }
    return held ? Staffing.none() : Staffing.plan(members, scope.spec().replicas(), limits(scope));
  }

  /** From the stress on at which Jicofo takes a bridge for overloaded, a pool is full. */
  private static Staffing.Limits limits(PoolScope scope) {
    var updates = scope.spec().updates();
    int replicas = scope.spec().replicas();
    var full =
        scope
            .shard()
            .map(s -> s.getSpec().jicofo().bridgeSelection().stressThreshold())
            .orElse(0.0);
    return new Staffing.Limits(updates.surgeOf(replicas), updates.unavailableOf(replicas), full);
  }

  private static List<Member> members(PoolScope scope, List<Bridge> all, NodePorts ports) {
    var unfit = unfit(scope, all, ports);
    var revision =
        scope
            .shard()
            .filter(shard -> !JvbRevision.isUnknown(scope))
            .map(shard -> JvbRevision.of(scope, shard));
    var seen =
        all.stream()
            .filter(b -> b.phase() != Bridge.Phase.FINISHED)
            .map(b -> member(b, wish(b, revision, unfit)));
    return Stream.concat(seen, scope.unseenBirths().stream().map(Bridges::unseen)).toList();
  }

  /** Those that do not work, or never will; only a part of the pool is mended at a time. */
  private static Map<String, Leave> unfit(PoolScope scope, List<Bridge> all, NodePorts ports) {
    long mending = all.stream().filter(b -> b.reason().filter(Leave::mends).isPresent()).count();
    long mendable = Math.max(1, scope.spec().replicas() / BROKEN_PART) - mending;
    var unfit = new HashMap<String, Leave>();
    for (var bridge : all) {
      if (!bridge.phase().leaves() && unfit.size() < mendable) {
        if (LeaveWish.isBroken(bridge)) {
          unfit.put(bridge.name(), Leave.BROKEN);
        } else if (ports.haveAnotherFor(bridge)) {
          unfit.put(bridge.name(), Leave.NO_PORT);
        }
      }
    }
    return unfit;
  }

  /** Made a moment ago: it counts, or it would be made twice. */
  private static Member unseen(String name) {
    return starting(name, false);
  }

  private static List<Member> withoutPort(List<Member> members, int count) {
    return Stream.concat(
            members.stream(),
            IntStream.range(0, count).mapToObj(i -> starting("without port " + i, true)))
        .toList();
  }

  private static Member starting(String name, boolean stuck) {
    return new Member(
        name,
        Member.Stage.STARTING,
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        stuck,
        false);
  }

  /** One that does not work leaves for that, before it would wait for Jicofo. */
  private static Optional<Leave> wish(
      Bridge bridge, Optional<String> revision, Map<String, Leave> unfit) {
    var why = Optional.ofNullable(unfit.get(bridge.name()));
    return LeaveWish.of(bridge, revision)
        .filter(wish -> why.isEmpty() || !isHeld(bridge, wish))
        .or(() -> why);
  }

  private static boolean isHeld(Bridge bridge, Leave wish) {
    return wish == Leave.UPDATE && ReleaseOrder.holds(bridge);
  }

  private static Member member(Bridge bridge, Optional<Leave> wish) {
    var phase = bridge.phase();
    return new Member(
        bridge.name(),
        stage(phase),
        phase.leaves() ? bridge.reason() : wish,
        isRevocable(bridge),
        bridge.people(),
        bridge.stress(),
        Pods.node(bridge.pod()),
        Pods.unschedulable(bridge.pod()).isPresent(),
        wish.filter(why -> isHeld(bridge, why)).isPresent());
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
        && LeaveWish.ofNode(bridge).isEmpty()
        && bridge.stats().isPresent()
        && !bridge.scope().world().hasAsked(bridge.uid(), Calls.SHUT_DOWN);
  }

  private static Map<String, Departure> departures(
      PoolScope scope, List<Bridge> all, BridgeNodes nodes) {
    var steps = new HashMap<String, Departure>();
    for (var bridge : all) {
      var ended = bridge.phase() == Bridge.Phase.FINISHED;
      var gone = nodes.gone().get(bridge.name());
      // One that ends without our word (somebody asked it) needs no more of ours.
      if (gone != null) {
        steps.put(bridge.name(), Departure.givenUp(bridge, gone));
      } else if (ended || (bridge.mark().isPresent() && !scope.spec().paused())) {
        steps.put(bridge.name(), Departure.next(bridge));
      }
    }
    return steps;
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
            looks && asks ? Set.of(scope.shardId()) : Set.of(),
            nodes.ports(all));
    return new Errands(marks(scope), births(), calls, watch);
  }

  /** Pods that are made now. */
  List<Pod> births() {
    return newcomers.pods().stream()
        .map(pod -> BrokenRow.marked(pod, all, staffing.leave()))
        .toList();
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

  /** Pods whose bridge has ended, and those that never began; Services without a bridge. */
  List<Removal> removals(PoolScope scope) {
    return Stream.concat(
            departures.values().stream().flatMap(d -> d.removal().stream()),
            newcomers.removals().stream())
        .filter(r -> !scope.world().expectations().removes(r.uid(), scope.now()))
        .toList();
  }

  /** When time alone leads on. */
  Optional<Instant> due() {
    return departures.values().stream().flatMap(d -> d.due().stream()).min(Instant::compareTo);
  }

  long count(Bridge.Phase phase) {
    return all.stream().filter(b -> b.phase() == phase).count();
  }
}
