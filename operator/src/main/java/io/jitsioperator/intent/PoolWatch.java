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
 * @param ports those bridges of which it must be known whether anything listens there at all
 * @param sizes whether the size of the pool hangs on how many are on its bridges, so that every
 *     change of that is worth telling
 */
public record PoolWatch(
    Set<ShardId> shards,
    List<Watch.Target> bridges,
    Set<ShardId> jicofos,
    List<Watch.Target> ports,
    boolean sizes) {

  public PoolWatch {
    shards = Set.copyOf(shards);
    bridges = List.copyOf(bridges);
    jicofos = Set.copyOf(jicofos);
    ports = List.copyOf(ports);
  }

  /** Without a doubt about any bridge's node. */
  public PoolWatch(Set<ShardId> shards, List<Watch.Target> bridges, Set<ShardId> jicofos) {
    this(shards, bridges, jicofos, List.of(), false);
  }

  /** Asks nothing. */
  public static PoolWatch nothing() {
    return new PoolWatch(Set.of(), List.of(), Set.of());
  }
}
