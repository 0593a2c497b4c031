package io.jitsioperator.plan.bridges;

import io.jitsioperator.plan.kube.Pods;
import io.jitsioperator.plan.pool.Leave;
import io.jitsioperator.world.BridgePresence;
import io.jitsioperator.world.Lookup;
import io.jitsioperator.world.NodeReport;
import java.time.Duration;
import java.util.Optional;

/** Why a bridge that serves should leave. What is not known is no reason. */
final class LeaveWish {

  /** Longer than Prosody needs to restart, and its bridges to come back. */
  private static final Duration BROKEN_AFTER = Duration.ofSeconds(60);

  private LeaveWish() {}

  /**
   * The first that applies; that it is broken is not among them, see {@link #isBroken}.
   *
   * @param revision that a bridge shall have; empty while it is not known
   */
  static Optional<Leave> of(PoolScope scope, Bridge bridge, Optional<String> revision) {
    if (Pods.annotation(bridge.pod(), DrainMark.REQUEST).filter("true"::equals).isPresent()) {
      return Optional.of(Leave.REQUESTED);
    }
    if (isOnCordonedNode(scope, bridge)) {
      return Optional.of(Leave.NODE);
    }
    return revision.filter(now -> isOutdated(bridge, now)).map(now -> Leave.UPDATE);
  }

  private static boolean isOnCordonedNode(PoolScope scope, Bridge bridge) {
    return Pods.node(bridge.pod())
        .filter(
            name ->
                scope.world().nodes().node(name) instanceof Lookup.Found<NodeReport>(NodeReport n)
                    && n.unschedulable())
        .isPresent();
  }

  private static boolean isOutdated(Bridge bridge, String revision) {
    return Pods.annotation(bridge.pod(), Jvb.REVISION)
        .filter(born -> !born.equals(revision))
        .isPresent();
  }

  /**
   * Kubernetes finds it ready, but it is not at work in the brewery for a minute, although we have
   * been looking for as long; or it finds itself unhealthy.
   */
  static boolean isBroken(Bridge bridge) {
    var longSeen = bridge.room().filter(r -> bridge.isPast(r.since(), BROKEN_AFTER)).isPresent();
    return longSeen
        && bridge.hasBeenReadyFor(BROKEN_AFTER)
        && (isAbsent(bridge) || saysUnhealthy(bridge));
  }

  private static boolean isAbsent(Bridge bridge) {
    return bridge
        .presence()
        .map(p -> bridge.isPast(p.changed().orElse(p.joined()), BROKEN_AFTER))
        .orElse(true);
  }

  private static boolean saysUnhealthy(Bridge bridge) {
    return bridge
        .freshPresence()
        .flatMap(BridgePresence::healthy)
        .filter(healthy -> !healthy)
        .isPresent();
  }
}
