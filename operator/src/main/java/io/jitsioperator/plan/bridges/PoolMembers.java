package io.jitsioperator.plan.bridges;

import io.jitsioperator.plan.kube.Pods;
import io.jitsioperator.plan.pool.Leave;
import io.jitsioperator.plan.pool.Member;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The bridges of a pool as far as its size depends on them. */
final class PoolMembers {

  /** At most the larger of one and this part of a pool is mended at a time. */
  private static final int BROKEN_PART = 5;

  private PoolMembers() {}

  /**
   * All that have not ended.
   *
   * @param desired how many shall serve: only a part of them is mended at a time
   */
  static List<Member> of(PoolScope scope, List<Bridge> all, NodePorts ports, int desired) {
    var unfit = unfit(all, ports, desired);
    var revision =
        scope
            .shard()
            .filter(shard -> !JvbRevision.isUnknown(scope))
            .map(shard -> JvbRevision.of(scope, shard));
    var seen =
        all.stream()
            .filter(b -> b.phase() != Bridge.Phase.FINISHED)
            .map(b -> member(b, wish(b, revision, unfit)));
    return Stream.concat(seen, scope.unseenBirths().stream().map(PoolMembers::unseen)).toList();
  }

  /** Those that do not work, or never will; only a part of the pool is mended at a time. */
  private static Map<String, Leave> unfit(List<Bridge> all, NodePorts ports, int desired) {
    long mending = all.stream().filter(b -> b.reason().filter(Leave::mends).isPresent()).count();
    long mendable = Math.max(1, desired / BROKEN_PART) - mending;
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

  static List<Member> withoutPort(List<Member> members, int count) {
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
}
