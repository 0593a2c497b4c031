package io.jitsioperator.jitsi;

import io.jitsioperator.world.ShardId;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one listener which shards changed, on a thread of its own: a slow listener delays no look
 * at Jitsi, and what changes again before it was told is told once.
 */
final class ChangeQueue {

  private static final Logger LOG = LoggerFactory.getLogger(ChangeQueue.class);

  private final Consumer<ShardId> listener;
  private final Tally tally;
  private final Set<ShardId> waiting = new LinkedHashSet<>();
  private final Thread thread;

  ChangeQueue(Consumer<ShardId> listener, Tally tally) {
    this.listener = listener;
    this.tally = tally;
    this.thread = Thread.ofVirtual().name("jitsi-changes").start(this::run);
  }

  void add(ShardId shard) {
    synchronized (waiting) {
      waiting.add(shard);
      waiting.notifyAll();
    }
  }

  private void run() {
    try {
      while (true) {
        tell(take());
      }
    } catch (InterruptedException e) {
      // Asked to stop.
    }
  }

  private ShardId take() throws InterruptedException {
    synchronized (waiting) {
      while (waiting.isEmpty()) {
        waiting.wait();
      }
      ShardId first = waiting.iterator().next();
      waiting.remove(first);
      return first;
    }
  }

  private void tell(ShardId shard) {
    tally.notifications.increment();
    try {
      listener.accept(shard);
    } catch (RuntimeException e) {
      LOG.error("{}: a change in what Jitsi says could not be handed on", shard, e);
    }
  }

  void stop() {
    thread.interrupt();
  }

  void join(Duration patience) throws InterruptedException {
    thread.join(patience);
  }
}
