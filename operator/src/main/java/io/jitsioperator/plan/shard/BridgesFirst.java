package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.Pod;
import io.jitsioperator.api.v1alpha1.BridgePool;
import io.jitsioperator.plan.kube.Pods;
import io.jitsioperator.plan.status.Names;
import io.jitsioperator.world.PoolId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A new release comes to bridges first: a Jicofo that has just begun needs bridges of its own
 * release, and those of the old one only leave when it has.
 *
 * @param pools names of those of which no bridge with the new image serves
 * @param until when it is not waited for them any longer
 */
record BridgesFirst(List<String> pools, Instant until) {

  /**
   * Longer than it takes to add a node, to pull the image and to start. After that a restart that
   * ends no call is better than one at the deadline, which ends them: a pool that finds no room, or
   * whose bridges do not start, holds nothing back for ever.
   */
  static final Duration PATIENCE = Duration.ofMinutes(30);

  BridgesFirst {
    pools = List.copyOf(pools);
  }

  /** What that pod waits for; empty if nothing, or if another image is not why it is replaced. */
  static Optional<BridgesFirst> of(Scope scope, Part part, Pod pod) {
    var isNewRelease =
        Pods.image(pod, part.component().word())
            .filter(runs -> part.image().filter(image -> !image.equals(runs)).isPresent())
            .isPresent();
    var until = RevisionSince.told(scope, part).plus(PATIENCE);
    if (!isNewRelease || !scope.now().isBefore(until)) {
      return Optional.empty();
    }
    var behind = behind(scope);
    return behind.isEmpty() ? Optional.empty() : Optional.of(new BridgesFirst(behind, until));
  }

  /** For a message; its time stands still while it waits. */
  String says() {
    return "Bridges of the new release serve first; none does yet in: %s. At %s it is not waited for them any longer."
        .formatted(Names.list(pools.stream()), until);
  }

  private static List<String> behind(Scope scope) {
    var image = ShardImages.bridge(scope.world().shard());
    return AttachedPools.plan(scope).granted(scope.world().tenants().pools()).stream()
        .filter(BridgesFirst::makesBridges)
        .filter(pool -> pool.getStatus() == null || !pool.getStatus().images().contains(image))
        .map(pool -> PoolId.of(pool).toString())
        .toList();
  }

  /** Of any other pool no new bridge will come, however long it is waited for. */
  private static boolean makesBridges(BridgePool pool) {
    return pool.getMetadata().getDeletionTimestamp() == null
        && !pool.getSpec().paused()
        && (pool.getSpec().sizesItself() || pool.getSpec().replicas() > 0);
  }
}
