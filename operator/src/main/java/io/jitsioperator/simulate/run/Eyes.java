package io.jitsioperator.simulate.run;

import io.jitsioperator.simulate.policy.Sight;
import java.util.ArrayList;
import java.util.Optional;

/** What those who decide see of the bridges: what was heard, and what Kubernetes knows. */
record Eyes(Fleet fleet, Agenda agenda) {

  /** Design §4: fresh is what changed within 15 s. */
  private static final long FRESH = 15_000;

  Sight see() {
    var bridges = fleet.bridges();
    var seen = new ArrayList<Sight.Seen>(bridges.size());
    for (int i = 0; i < bridges.size(); i++) {
      seen.add(see(bridges.get(i)));
    }
    return new Sight(fleet.instant(), seen);
  }

  private Sight.Seen see(Bridge bridge) {
    var node = bridge.node;
    return new Sight.Seen(
        bridge.name,
        node == null ? Optional.empty() : node.name,
        node != null && node.sharedCpu,
        stage(bridge),
        bridge.createdAt,
        bridge.ready,
        bridge.heard(),
        isSilent(bridge),
        bridge.cpu);
  }

  boolean isSilent(Bridge bridge) {
    return bridge.ready.isPresent() && agenda.now() - bridge.heardAt > FRESH;
  }

  private static Sight.Stage stage(Bridge bridge) {
    if (!bridge.counts()) {
      return Sight.Stage.LEAVING;
    }
    if (bridge.ready.isPresent()) {
      return Sight.Stage.ACTIVE;
    }
    return bridge.node == null ? Sight.Stage.PENDING : Sight.Stage.STARTING;
  }
}
