package io.jitsioperator.plan.bridges;

import io.jitsioperator.plan.shard.BridgePassword;
import io.jitsioperator.plan.wiring.Wiring;
import io.jitsioperator.world.ShardId;
import io.jitsioperator.world.Tenants;
import java.util.Map;
import java.util.stream.Collectors;

/** The Secrets of shards that must be read before a pool can be planned. */
public final class PoolReferences {

  private PoolReferences() {}

  /** Name of the Secret, by shard; only of shards that let the pool in. */
  public static Map<ShardId, String> of(Tenants tenants) {
    var granted =
        Wiring.of(tenants).links().stream()
            .filter(link -> link.grant().isGranted())
            .map(Wiring.Link::shard)
            .collect(Collectors.toSet());
    return tenants.shards().stream()
        .filter(shard -> granted.contains(ShardId.of(shard)))
        .collect(Collectors.toMap(ShardId::of, BridgePassword::secretOf));
  }
}
