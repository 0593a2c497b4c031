package io.jitsioperator.world;

import io.fabric8.kubernetes.api.model.Secret;
import io.jitsioperator.api.v1alpha1.BridgePool;
import io.jitsioperator.world.ShardWorld.Obstacle;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Everything that is known of one pool at one moment: all that a plan may look at.
 *
 * @param pool the resource as the user wrote it, with the status that was last written
 * @param owned what exists below it
 * @param tenants this pool, the shards that it names, and the labels of its namespace
 * @param credentials the Secret of each shard that lets this pool in; others are not even read
 * @param expectations what we have just done
 * @param obstacles objects that the API server did not let us write, until the next try
 * @param now the time
 */
public record PoolWorld(
    BridgePool pool,
    Owned owned,
    Tenants tenants,
    Map<ShardId, Lookup<Secret>> credentials,
    Expectations expectations,
    List<Obstacle> obstacles,
    Instant now) {

  public PoolWorld {
    credentials = Map.copyOf(credentials);
    obstacles = List.copyOf(obstacles);
  }

  public PoolId id() {
    return PoolId.of(pool);
  }

  /** What could be read of that shard's passwords. */
  public Lookup<Secret> credentialsOf(ShardId shard) {
    return credentials.getOrDefault(shard, new Lookup.Unknown<>("not read yet"));
  }
}
