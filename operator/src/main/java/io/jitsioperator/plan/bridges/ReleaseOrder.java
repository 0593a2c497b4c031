package io.jitsioperator.plan.bridges;

import io.jitsioperator.plan.kube.Pods;
import io.jitsioperator.plan.shard.ShardImages;
import java.util.List;
import java.util.Optional;

/**
 * The order in which a new release comes: bridges of it serve, then Prosody and Jicofo restart,
 * then the old bridges leave. The shard bounds its part of the wait, so this one ends, too.
 */
final class ReleaseOrder {

  static final String SAYS = "it leaves when Prosody and Jicofo run the new release";

  private ReleaseOrder() {}

  /** Whether that bridge is of an old release, and the shard is, too. */
  static boolean holds(Bridge bridge) {
    return bridge
        .scope()
        .shard()
        .filter(shard -> !ShardImages.run(shard))
        .map(ShardImages::bridge)
        .filter(wanted -> image(bridge).filter(runs -> !runs.equals(wanted)).isPresent())
        .isPresent();
  }

  /** For the status: what those that serve run. */
  static List<String> images(Bridges bridges) {
    return bridges.all().stream()
        .filter(b -> b.phase() == Bridge.Phase.ACTIVE)
        .flatMap(b -> image(b).stream())
        .distinct()
        .sorted()
        .limit(10)
        .toList();
  }

  private static Optional<String> image(Bridge bridge) {
    return Pods.image(bridge.pod(), PoolScope.COMPONENT);
  }
}
