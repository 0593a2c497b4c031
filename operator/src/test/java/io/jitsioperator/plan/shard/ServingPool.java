package io.jitsioperator.plan.shard;

import io.jitsioperator.api.v1alpha1.BridgePool;
import io.jitsioperator.api.v1alpha1.BridgePoolStatus;
import io.jitsioperator.plan.wiring.Stored;
import io.jitsioperator.world.NamespaceLabels;
import io.jitsioperator.world.Tenants;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Pools of the shard ns/eu1 as a shard sees them: spec, and what their status says. */
final class ServingPool {

  private ServingPool() {}

  /** One with that spec in YAML (without its shard), of whose bridges nothing is said yet. */
  static BridgePool of(String name, String spec) {
    return Stored.pool(
        """
        metadata: { namespace: ns, name: %s, uid: uid-%s, generation: 1 }
        spec: { shards: [{ name: eu1 }], %s }
        """
            .formatted(name, name, spec));
  }

  /** One whose bridges with these images serve. */
  static BridgePool serving(String name, String... images) {
    return says(of(name, "replicas: 2"), List.of(images), List.of());
  }

  static BridgePool says(
      BridgePool pool, List<String> images, List<BridgePoolStatus.Bridge> bridges) {
    pool.setStatus(
        new BridgePoolStatus(
            1L, List.of(), List.of(), 2, null, 2, 2, 0, null, null, null, null, List.of(), images,
            bridges));
    return pool;
  }

  /** A bridge of that phase since then. */
  static BridgePoolStatus.Bridge bridge(String name, String phase, Instant since) {
    return new BridgePoolStatus.Bridge(name, phase, since.toString(), null, null, null, null, null);
  }

  static Stage beside(Stage stage, BridgePool... pools) {
    return stage.tenants(
        new Tenants(
            List.of(stage.world().shard()),
            List.of(pools),
            NamespaceLabels.none(),
            Set.of(),
            Set.of()));
  }
}
