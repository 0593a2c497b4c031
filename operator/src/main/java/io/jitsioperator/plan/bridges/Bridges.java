package io.jitsioperator.plan.bridges;

import io.fabric8.kubernetes.api.model.Pod;
import io.jitsioperator.intent.Call;
import io.jitsioperator.intent.Errands;
import io.jitsioperator.intent.Mark;
import io.jitsioperator.intent.PoolWatch;
import io.jitsioperator.intent.Removal;
import io.jitsioperator.plan.pool.Member;
import io.jitsioperator.plan.pool.Staffing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All bridges of a pool, and what is done about them now.
 *
 * @param all as they are, oldest first
 * @param size how many shall serve
 * @param staffing who comes and who goes
 * @param departures the next step of each that leaves, by name
 * @param newcomers new ones
 * @param undrained taken back over REST: those that ask not to be chosen although nobody wants that
 * @param nodes those of them that Kubernetes has lost
 * @param addresses what is told to pods that wait for their address
 */
record Bridges(
    List<Bridge> all,
    PoolSize size,
    Staffing staffing,
    Map<String, Departure> departures,
    Newcomers newcomers,
    List<Call> undrained,
    BridgeNodes nodes,
    List<Mark> addresses) {

  static Bridges plan(PoolScope scope, boolean attached) {
    var all = Bridge.all(scope);
    var nodes = BridgeNodes.of(scope, all);
    var living = all.stream().filter(nodes::mayServe).toList();
    // When the pool goes, whoever is not gone has to be waited for.
    var counted =
        scope.isGoing()
            ? all.stream().filter(b -> !nodes.gone().containsKey(b.name())).toList()
            : living;
    var seats = Seats.of(scope, all);
    var ports = PortChoice.of(scope, all, seats);
    // Without its shard nothing can be judged or made: what runs goes on running.
    var held =
        !scope.isGoing() && (scope.spec().paused() || !attached || JvbRevision.isUnknown(scope));
    var bearing = all.stream().filter(b -> !nodes.gone().containsKey(b.name())).toList();
    var size = PoolSize.of(scope, bearing, nodes, held || scope.isGoing());
    var members = PoolMembers.of(scope, counted, NodePorts.of(scope, all), size.desired());
    var wanted = staffing(scope, members, size.desired(), held);
    // Whoever finds no port is as one whom no node takes.
    int lacking = (int) Math.max(0, (long) wanted.births() - seats.free().size() - ports.left());
    var staffing =
        lacking == 0
            ? wanted
            : staffing(scope, PoolMembers.withoutPort(members, lacking), size.desired(), held);
    return new Bridges(
        all,
        size,
        staffing,
        departures(scope, all, nodes, staffing.stay()),
        Newcomers.plan(scope, all, seats, ports, staffing.births(), held, lacking),
        undrained(scope, living),
        nodes,
        living.stream().flatMap(b -> Advertising.mark(scope, b.pod()).stream()).toList());
  }

  private static Staffing staffing(
      PoolScope scope, List<Member> members, int desired, boolean held) {
    if (scope.isGoing()) {
      return Staffing.dissolve(members);
    }
    return held ? Staffing.none() : Staffing.plan(members, desired, limits(scope, desired));
  }

  /** From the stress on at which Jicofo takes a bridge for overloaded, a pool is full. */
  private static Staffing.Limits limits(PoolScope scope, int desired) {
    var updates = scope.spec().updates();
    var full =
        scope
            .shard()
            .map(s -> s.getSpec().jicofo().bridgeSelection().stressThreshold())
            .orElse(0.0);
    return new Staffing.Limits(updates.surgeOf(desired), updates.unavailableOf(desired), full);
  }

  /** Who is taken back in this very plan takes no step more: a shutdown could not be taken back. */
  private static Map<String, Departure> departures(
      PoolScope scope, List<Bridge> all, BridgeNodes nodes, List<String> stay) {
    var steps = new HashMap<String, Departure>();
    for (var bridge : all) {
      var ended = bridge.phase() == Bridge.Phase.FINISHED;
      var gone = nodes.gone().get(bridge.name());
      // One that ends without our word (somebody asked it) needs no more of ours.
      if (gone != null) {
        steps.put(bridge.name(), Departure.givenUp(bridge, gone));
      } else if (ended || (leaves(bridge) && !stay.contains(bridge.name()))) {
        steps.put(bridge.name(), Departure.next(bridge));
      }
    }
    return steps;
  }

  private static boolean leaves(Bridge bridge) {
    return bridge.mark().isPresent() && !bridge.scope().spec().paused();
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
            nodes.ports(all),
            scope.spec().autoscaling() != null);
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
