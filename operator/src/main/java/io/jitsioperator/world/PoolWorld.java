package io.jitsioperator.world;

import io.fabric8.kubernetes.api.model.Secret;
import io.jitsioperator.api.v1alpha1.BridgePool;
import io.jitsioperator.world.ShardWorld.Obstacle;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that is known of one pool at one moment: all that a plan may look at.
 *
 * @param pool the resource as the user wrote it, with the status that was last written
 * @param owned what exists below it
 * @param tenants this pool, the shards that it names, and the labels of its namespace
 * @param credentials the Secret of each shard that lets this pool in; others are not even read
 * @param references what its own spec refers to
 * @param signals what Jitsi says of its bridges
 * @param nodes on which its bridges run
 * @param media what is known of ports and addresses
 * @param issued what we have asked of bridges and not seen the effect of yet
 * @param sizing what the pool went through lately, as far as its size hangs on it
 * @param expectations what we have just done
 * @param obstacles objects that the API server did not let us write, until the next try
 * @param telemetryWritten when counts were last written to the status; empty after a start
 * @param now the time
 */
public record PoolWorld(
    BridgePool pool,
    Owned owned,
    Tenants tenants,
    Map<ShardId, Lookup<Secret>> credentials,
    References references,
    PoolSignals signals,
    Nodes nodes,
    MediaFacts media,
    List<Issued> issued,
    SizingMemory sizing,
    Expectations expectations,
    List<Obstacle> obstacles,
    Optional<Instant> telemetryWritten,
    Instant now) {

  public PoolWorld {
    credentials = Map.copyOf(credentials);
    issued = List.copyOf(issued);
    obstacles = List.copyOf(obstacles);
  }

  /**
   * Something that we asked of a bridge.
   *
   * @param podUid its pod
   * @param what was asked, in a word
   * @param until when it is not asked again although no effect is seen
   */
  public record Issued(String podUid, String what, Instant until) {}

  public PoolId id() {
    return PoolId.of(pool);
  }

  /** Whether we have just asked that of it, and wait for the effect. */
  public boolean hasAsked(String podUid, String what) {
    return issued.stream()
        .anyMatch(
            i -> i.podUid().equals(podUid) && i.what().equals(what) && now.isBefore(i.until()));
  }

  /** What could be read of that shard's passwords. */
  public Lookup<Secret> credentialsOf(ShardId shard) {
    return credentials.getOrDefault(shard, new Lookup.Unknown<>("not read yet"));
  }
}
