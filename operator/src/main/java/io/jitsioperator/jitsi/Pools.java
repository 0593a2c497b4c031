package io.jitsioperator.jitsi;

import io.jitsioperator.intent.PoolWatch;
import io.jitsioperator.world.PoolId;
import io.jitsioperator.world.ShardId;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** All pools that are watched, and what they want of shards. */
final class Pools {

  private final Map<PoolId, PoolWatching> pools = new ConcurrentHashMap<>();
  private final Looks looks;
  private final InstantSource clock;
  private final ChangeQueue<PoolId> changes;

  Pools(Looks looks, InstantSource clock, ChangeQueue<PoolId> changes) {
    this.looks = looks;
    this.clock = clock;
    this.changes = changes;
  }

  /** Watches that from now on; the shards of which it wants more or less than before. */
  Set<ShardId> watch(PoolId pool, PoolWatch watch) {
    Set<ShardId> touched = new HashSet<>();
    pools.compute(
        pool,
        (id, known) -> {
          PoolWatching one = known == null ? new PoolWatching(id, looks, clock, changes) : known;
          touched.addAll(difference(one.watch(), watch));
          one.follow(watch);
          return one;
        });
    return touched;
  }

  /** Watches nothing more of it; the shards of which it wanted something. */
  Set<ShardId> forget(PoolId pool) {
    PoolWatching known = pools.remove(pool);
    if (known == null) {
      return Set.of();
    }
    Set<ShardId> touched = difference(known.watch(), PoolWatch.nothing());
    known.stop();
    return touched;
  }

  private static Set<ShardId> difference(PoolWatch before, PoolWatch now) {
    Set<ShardId> touched = new HashSet<>();
    touched.addAll(difference(before.shards(), now.shards()));
    touched.addAll(difference(before.jicofos(), now.jicofos()));
    return touched;
  }

  private static Set<ShardId> difference(Set<ShardId> before, Set<ShardId> now) {
    Set<ShardId> either = new HashSet<>(before);
    either.addAll(now);
    either.removeIf(shard -> before.contains(shard) && now.contains(shard));
    return either;
  }

  Optional<PoolWatching> of(PoolId pool) {
    return Optional.ofNullable(pools.get(pool));
  }

  void stop() {
    pools.keySet().forEach(this::forget);
  }

  /** What all pools together want of that shard. */
  Audience behind(ShardId shard) {
    return new Audience() {
      @Override
      public boolean wantsRoom() {
        return pools.values().stream().anyMatch(inRoom(shard));
      }

      @Override
      public boolean wantsBridges() {
        return pools.values().stream().anyMatch(atJicofo(shard));
      }

      @Override
      public void room(News news) {
        tell(inRoom(shard), news);
      }

      @Override
      public void bridges(News news) {
        tell(atJicofo(shard), news);
      }
    };
  }

  private static Predicate<PoolWatching> inRoom(ShardId shard) {
    return pool -> pool.watch().shards().contains(shard);
  }

  private static Predicate<PoolWatching> atJicofo(ShardId shard) {
    return pool -> pool.watch().jicofos().contains(shard);
  }

  private void tell(Predicate<PoolWatching> whom, News news) {
    pools.values().stream().filter(whom).forEach(pool -> pool.heard(news));
  }
}
