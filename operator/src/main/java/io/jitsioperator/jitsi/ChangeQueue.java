package io.jitsioperator.jitsi;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one listener which shards (or pools) changed, on a thread of its own: a slow listener
 * delays no look at Jitsi, and what changes again before it was told is told once.
 */
final class ChangeQueue<T> {

  private static final Logger LOG = LoggerFactory.getLogger(ChangeQueue.class);

  private final Consumer<T> listener;
  private final Tally tally;
  private final Set<T> waiting = new LinkedHashSet<>();
  private final Thread thread;

  ChangeQueue(String name, Consumer<T> listener, Tally tally) {
    this.listener = listener;
    this.tally = tally;
    this.thread = Thread.ofVirtual().name(name).start(this::run);
  }

  void add(T one) {
    synchronized (waiting) {
      waiting.add(one);
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

  private T take() throws InterruptedException {
    synchronized (waiting) {
      while (waiting.isEmpty()) {
        waiting.wait();
      }
      T first = waiting.iterator().next();
      waiting.remove(first);
      return first;
    }
  }

  private void tell(T one) {
    tally.notifications.increment();
    try {
      listener.accept(one);
    } catch (RuntimeException e) {
      LOG.error("{}: a change in what Jitsi says could not be handed on", one, e);
    }
  }

  void stop() {
    thread.interrupt();
  }

  void join(Duration patience) throws InterruptedException {
    thread.join(patience);
  }
}
