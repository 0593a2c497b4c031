package io.jitsioperator.jitsi;

import io.jitsioperator.intent.Call;
import io.jitsioperator.intent.PoolWatch;
import io.jitsioperator.intent.Watch;
import io.jitsioperator.settings.Settings;
import io.jitsioperator.world.Answer;
import io.jitsioperator.world.BreweryRoom;
import io.jitsioperator.world.JicofoBridge;
import io.jitsioperator.world.PoolId;
import io.jitsioperator.world.PoolSignals;
import io.jitsioperator.world.ShardId;
import io.jitsioperator.world.ShardSignals;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Asks the processes of every watched shard and pool, again and again, and remembers what they
 * said. Also asks them to do something.
 *
 * <p>Every target has a virtual thread of its own: one that hangs delays none of the others.
 */
public final class JitsiWatch implements AutoCloseable {

  /** How long {@link #close} waits for connections and threads to end; they take milliseconds. */
  private static final Duration END = Duration.ofSeconds(2);

  private final Map<ShardId, ShardWatch> shards = new ConcurrentHashMap<>();
  private final Tally tally = new Tally();
  private final RestClient client;
  private final InstantSource clock;
  private final ChangeQueue<ShardId> changes;
  private final ChangeQueue<PoolId> poolChanges;
  private final Looks looks;
  private final Pools pools;
  private final Calls calls;
  private final Duration end;
  private volatile boolean closed;

  /**
   * Starts with nothing to watch.
   *
   * @param settings of which the poll interval counts here
   * @param clock stamps what is heard
   * @param changed called with a shard of which something was heard that could change a decision or
   *     that a status shows (the latter at most every 30 s); never while a lock is held, never
   *     twice at a time. {@link #signals(ShardId)} then has it
   * @param poolChanged the same for pools
   */
  public JitsiWatch(
      Settings settings,
      InstantSource clock,
      Consumer<ShardId> changed,
      Consumer<PoolId> poolChanged) {
    this(settings, clock, changed, poolChanged, new RestClient(), new SmackBrewery(), END);
  }

  JitsiWatch(
      Settings settings,
      InstantSource clock,
      Consumer<ShardId> changed,
      Consumer<PoolId> poolChanged,
      RestClient client,
      Brewery brewery,
      Duration end) {
    this.end = end;
    this.client = client;
    this.clock = clock;
    this.changes = new ChangeQueue<>("jitsi-changes", changed, tally);
    this.poolChanges = new ChangeQueue<>("jitsi-pool-changes", poolChanged, tally);
    this.looks =
        new Looks(
            settings.pollInterval(), clock, client, brewery, RandomGenerator.getDefault(), tally);
    this.pools = new Pools(looks, clock, poolChanges);
    this.calls =
        new Calls(
            client,
            tally,
            shard -> Optional.ofNullable(shards.get(shard)).flatMap(ShardWatch::jicofo));
  }

  /**
   * Asks what {@code watch} names from now on. The same again is no act at all; of a target that
   * changed (another pod, another address, another password) what was heard is forgotten, and only
   * of that. After {@link #close} it does nothing.
   */
  public void watch(ShardId shard, Watch watch) {
    shards.compute(
        shard,
        (id, known) -> {
          if (closed) {
            return known;
          }
          ShardWatch one =
              known == null ? new ShardWatch(id, looks, clock, changes, pools.behind(id)) : known;
          one.follow(watch);
          return one;
        });
  }

  /**
   * Asks for that pool what {@code watch} names from now on; of bridges that stay nothing is
   * forgotten. The brewery of a shard is entered, and its Jicofo asked for bridges, while some pool
   * wants it and the shard itself is watched. After {@link #close} it does nothing.
   */
  public void watch(PoolId pool, PoolWatch watch) {
    if (closed) {
      return;
    }
    Set<ShardId> touched = pools.watch(pool, watch);
    wake(touched);
    if (touched.stream().map(shards::get).anyMatch(it -> it != null && it.isHeard())) {
      // Another pool wanted it before: what is known already would not be news again.
      pools.of(pool).ifPresent(it -> it.heard(News.DECISIVE));
    }
  }

  /** Asks nothing more for that pool. An unknown pool is no error. */
  public void forget(PoolId pool) {
    wake(pools.forget(pool));
  }

  private void wake(Set<ShardId> touched) {
    touched.stream().map(shards::get).filter(Objects::nonNull).forEach(ShardWatch::wake);
  }

  /** Asks nothing more of that shard and forgets what it said. An unknown shard is no error. */
  public void forget(ShardId shard) {
    shards.computeIfPresent(
        shard,
        (id, known) -> {
          known.stop();
          return null;
        });
  }

  /** All that was heard of that shard; {@link ShardSignals#none} if it is not watched. */
  public ShardSignals signals(ShardId shard) {
    ShardWatch known = shards.get(shard);
    return known == null ? ShardSignals.none() : known.signals();
  }

  /** All that was heard of that pool's bridges; {@link PoolSignals#none} if it is not watched. */
  public PoolSignals signals(PoolId pool) {
    return pools.of(pool).map(this::signals).orElseGet(PoolSignals::none);
  }

  private PoolSignals signals(PoolWatching pool) {
    Map<ShardId, BreweryRoom> rooms = new HashMap<>();
    Map<ShardId, Answer<List<JicofoBridge>>> jicofos = new HashMap<>();
    for (ShardId shard : pool.watch().shards()) {
      Optional.ofNullable(shards.get(shard)).ifPresent(it -> rooms.put(shard, it.room()));
    }
    for (ShardId shard : pool.watch().jicofos()) {
      Optional.ofNullable(shards.get(shard)).ifPresent(it -> jicofos.put(shard, it.bridges()));
    }
    return new PoolSignals(rooms, jicofos, pool.reports(), pool.ports());
  }

  /**
   * Asks processes of Jitsi to do something, once, now, all at the same time, so that one that
   * hangs delays none of the others. Blocks for some seconds at most. A bridge that shall end when
   * it is empty is asked for its statistics directly before: if they show anybody, or do not come,
   * it is not asked to end.
   *
   * @return what became of each, in their order; a thread that is interrupted stays so
   */
  public List<Outcome> call(List<Call> all) {
    if (closed) {
      return all.stream().<Outcome>map(call -> new Outcome.Failed("the operator ends")).toList();
    }
    return calls.make(all);
  }

  /**
   * Asks Jicofo's {@code /stats} once more, now, for use directly before a delete. Blocks for at
   * most three seconds.
   *
   * @param jicofoPodUid the pod that must answer
   * @return true only if that pod is the one watched and it answered {@code conferences: 0}; false
   *     for any other answer, for none, and for a thread that is interrupted (it stays so)
   */
  public boolean confirmIdle(ShardId shard, String jicofoPodUid) {
    ShardWatch known = shards.get(shard);
    try {
      return known != null && !closed && known.confirmIdle(jicofoPodUid);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** What this watch has done so far. */
  public WatchCounts counts() {
    return tally.counts(shards.size());
  }

  /** Ends all connections and threads, and waits for their ends, at most two seconds. */
  @Override
  public void close() {
    closed = true;
    changes.stop();
    poolChanges.stop();
    long deadline = System.nanoTime() + end.toNanos();
    try {
      looks.close(end);
      changes.join(until(deadline));
      poolChanges.join(until(deadline));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    pools.stop();
    shards.keySet().forEach(this::forget);
    client.close(until(deadline));
  }

  private static Duration until(long deadline) {
    return Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
  }
}
