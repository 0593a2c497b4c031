package io.jitsioperator.jitsi;

import io.jitsioperator.intent.Watch;
import io.jitsioperator.settings.Settings;
import io.jitsioperator.world.ShardId;
import io.jitsioperator.world.ShardSignals;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Asks the processes of every watched shard, again and again, and remembers what they said.
 *
 * <p>Every target has a virtual thread of its own: one that hangs delays none of the others.
 */
public final class JitsiWatch implements AutoCloseable {

  /** How long {@link #close} waits for connections and threads to end; they take milliseconds. */
  private static final Duration END = Duration.ofSeconds(2);

  private final Map<ShardId, ShardWatch> shards = new ConcurrentHashMap<>();
  private final Tally tally = new Tally();
  private final JicofoClient client;
  private final InstantSource clock;
  private final ChangeQueue changes;
  private final Looks looks;
  private final Duration end;
  private volatile boolean closed;

  /**
   * Starts with nothing to watch.
   *
   * @param settings of which the poll interval counts here
   * @param clock stamps what is heard
   * @param changed called with a shard of which something was heard that could change a decision or
   *     that a status shows (the latter at most every 30 s); never while a lock is held, never
   *     twice at a time. {@link #signals} then has it
   */
  public JitsiWatch(Settings settings, InstantSource clock, Consumer<ShardId> changed) {
    this(settings, clock, changed, new JicofoClient(), new SmackBrewery(), END);
  }

  JitsiWatch(
      Settings settings,
      InstantSource clock,
      Consumer<ShardId> changed,
      JicofoClient client,
      Brewery brewery,
      Duration end) {
    this.end = end;
    this.client = client;
    this.clock = clock;
    this.changes = new ChangeQueue(changed, tally);
    this.looks =
        new Looks(
            settings.pollInterval(), clock, client, brewery, RandomGenerator.getDefault(), tally);
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
          ShardWatch one = known == null ? new ShardWatch(id, looks, clock, changes) : known;
          one.follow(watch);
          return one;
        });
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
    long deadline = System.nanoTime() + end.toNanos();
    try {
      looks.close(end);
      changes.join(until(deadline));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    shards.keySet().forEach(this::forget);
    client.close(until(deadline));
  }

  private static Duration until(long deadline) {
    return Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
  }
}
