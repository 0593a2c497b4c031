package io.jitsioperator.plan.bridges;

import io.jitsioperator.plan.kube.Pods;
import io.jitsioperator.plan.pool.Leave;
import io.jitsioperator.world.BridgePresence;
import io.jitsioperator.world.NodeReport;
import java.time.Duration;
import java.util.Optional;

/** Why a bridge that serves should leave. What is not known is no reason. */
final class LeaveWish {

  /** Longer than Prosody needs to restart, and its bridges to come back. */
  static final Duration BROKEN_AFTER = Duration.ofSeconds(60);

  private LeaveWish() {}

  /**
   * The first that applies; that it is broken is not among them, see {@link #isBroken}.
   *
   * @param revision that a bridge shall have; empty while it is not known
   */
  static Optional<Leave> of(Bridge bridge, Optional<String> revision) {
    if (Pods.annotation(bridge.pod(), DrainMark.REQUEST).filter("true"::equals).isPresent()) {
      return Optional.of(Leave.REQUESTED);
    }
    return ofNode(bridge)
        .or(() -> revision.filter(now -> isOutdated(bridge, now)).map(now -> Leave.UPDATE));
  }

  /** Why its node shall be empty, if it shall. */
  static Optional<Leave> ofNode(Bridge bridge) {
    var node = bridge.node();
    if (node.filter(n -> n.going().isPresent()).isPresent()) {
      return Optional.of(Leave.NODE_GOING);
    }
    return node.filter(NodeReport::unschedulable).map(n -> Leave.NODE);
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
        && bridge.hasBeenReadyFor(BrokenRow.patience(bridge))
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
