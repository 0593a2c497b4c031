package io.jitsioperator.intent;

import io.jitsioperator.world.ShardId;
import java.util.List;
import java.util.Set;

/**
 * What to ask for one pool.
 *
 * @param shards in whose breweries its bridges are
 * @param bridges private REST API of each bridge that has an address
 * @param jicofos shards whose Jicofo is asked which bridges it knows, because a move is considered
 */
public record PoolWatch(Set<ShardId> shards, List<Watch.Target> bridges, Set<ShardId> jicofos) {

  public PoolWatch {
    shards = Set.copyOf(shards);
    bridges = List.copyOf(bridges);
    jicofos = Set.copyOf(jicofos);
  }

  /** Asks nothing. */
  public static PoolWatch nothing() {
    return new PoolWatch(Set.of(), List.of(), Set.of());
  }
}
