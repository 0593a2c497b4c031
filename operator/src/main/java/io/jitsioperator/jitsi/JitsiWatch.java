package io.jitsioperator.jitsi;

import io.jitsioperator.intent.Watch;
import io.jitsioperator.settings.Settings;
import io.jitsioperator.world.ShardId;
import io.jitsioperator.world.ShardSignals;
import java.time.InstantSource;
import java.util.function.Consumer;

/** Asks the processes of every watched shard, again and again, and remembers what they said. */
public final class JitsiWatch implements AutoCloseable {

  /**
   * Starts with nothing to watch.
   *
   * @param changed called with a shard of which we heard something that could change a decision;
   *     never while a lock is held, never twice at a time
   */
  public JitsiWatch(Settings settings, InstantSource clock, Consumer<ShardId> changed) {}

  /** Asks what {@code watch} names from now on. The same again is no act at all. */
  public void watch(ShardId shard, Watch watch) {}

  /** Asks nothing more of that shard and forgets what it said. */
  public void forget(ShardId shard) {}

  /** All that we have heard of that shard. */
  public ShardSignals signals(ShardId shard) {
    return ShardSignals.none();
  }

  /**
   * Asks Jicofo once more, now: whether that very pod says that it holds no conference. Takes at
   * most two seconds.
   */
  public boolean confirmIdle(ShardId shard, String jicofoPodUid) {
    return false;
  }

  /** What this watch has done so far. */
  public WatchCounts counts() {
    return new WatchCounts(0, 0, 0, 0, 0, 0, 0);
  }

  @Override
  public void close() {}
}
