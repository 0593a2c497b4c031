package io.jitsioperator.simulate.run;

import io.jitsioperator.plan.pool.Leave;
import io.jitsioperator.plan.pool.Member;
import io.jitsioperator.plan.pool.Staffing;
import io.jitsioperator.simulate.policy.Sight;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who comes and who goes as the operator decides it: by its own code. */
record PlannedRemoval(Fleet fleet, Drains drains, Eyes eyes) {

  /** The default of a pool's {@code updates.maxSurge}: a quarter, rounded up. */
  private static final int SURGE_PART = 4;

  /** Makes the pool that size, one step. */
  void apply(int size) {
    var bridges = List.copyOf(fleet.bridges());
    if (fleet.size() == size && bridges.stream().noneMatch(PlannedRemoval::isOnDrainedNode)) {
      return; // The plan would be none: nobody is missing, too many, or to be replaced.
    }
    var limits =
        new Staffing.Limits(Math.max(1, Math.ceilDiv(size, SURGE_PART)), 0, Bridge.OVERLOAD);
    var plan = Staffing.plan(members(bridges), size, limits);
    for (var bridge : bridges) {
      if (plan.stay().contains(bridge.name)) {
        drains.takeBack(bridge);
      }
      var why = plan.leave().get(bridge.name);
      if (why != null) {
        drains.drain(bridge, why);
      }
    }
    for (int i = 0; i < plan.births(); i++) {
      fleet.create();
    }
  }

  private static boolean isOnDrainedNode(Bridge bridge) {
    var node = bridge.node;
    return node != null && node.cordoned;
  }

  private List<Member> members(List<Bridge> bridges) {
    var members = new ArrayList<Member>(bridges.size());
    bridges.forEach(bridge -> members.add(member(bridge)));
    return members;
  }

  private Member member(Bridge bridge) {
    var known = eyes.isSilent(bridge) ? Optional.<Sight.Report>empty() : bridge.heard();
    var node = bridge.node;
    return new Member(
        bridge.name,
        stage(bridge),
        why(bridge),
        bridge.leaving == Leave.SCALE_DOWN && !bridge.shutDown && !isOnDrainedNode(bridge),
        known.map(Sight.Report::participants),
        known.map(Sight.Report::stress),
        node == null ? Optional.empty() : node.name,
        bridge.node == null,
        false);
  }

  private static Optional<Leave> why(Bridge bridge) {
    return bridge.counts() && isOnDrainedNode(bridge)
        ? Optional.of(Leave.NODE)
        : Optional.ofNullable(bridge.leaving);
  }

  private Member.Stage stage(Bridge bridge) {
    if (!bridge.counts()) {
      return Member.Stage.LEAVING;
    }
    if (bridge.ready.isEmpty()) {
      return Member.Stage.STARTING;
    }
    return eyes.isSilent(bridge) ? Member.Stage.MISSING : Member.Stage.ACTIVE;
  }
}
