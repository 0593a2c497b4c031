package io.jitsioperator.world;

import io.jitsioperator.api.v1alpha1.JitsiShard;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything that is known of one shard at one moment: all that a plan may look at.
 *
 * @param shard the resource as the user wrote it, defaults applied, with the status that was last
 *     written
 * @param owned what exists below it
 * @param references what its spec refers to
 * @param surroundings what lies around it
 * @param tenants this shard, and the pools that name it
 * @param signals what Jitsi says of itself
 * @param nodes on which its pods run
 * @param expectations what we have just done
 * @param obstacles objects that the API server did not let us write, with its sentence; until the
 *     next try
 * @param telemetryWritten when counts were last written to the status; empty after a start
 * @param now the time
 */
public record ShardWorld(
    JitsiShard shard,
    Owned owned,
    References references,
    Surroundings surroundings,
    Tenants tenants,
    ShardSignals signals,
    Nodes nodes,
    Expectations expectations,
    List<Obstacle> obstacles,
    Optional<Instant> telemetryWritten,
    Instant now) {

  public ShardWorld {
    obstacles = List.copyOf(obstacles);
  }

  /**
   * A write that was refused in a way that only the user can mend (foreign object of that name,
   * admission, quota).
   */
  public record Obstacle(ObjectRef ref, String reason, String message) {}

  public ShardId id() {
    return ShardId.of(shard);
  }
}
