package io.jitsioperator.testbed.jitsi;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What happens later in one run of a bridge; nothing of it once the run has ended. */
final class JvbTimers implements AutoCloseable {

  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** Once. */
  void after(Duration delay, Runnable what) {
    start(
        () -> {
          Thread.sleep(delay);
          what.run();
        });
  }

  /** Again and again, the first time after one interval. */
  void every(Duration interval, Runnable what) {
    start(
        () -> {
          while (!closed) {
            Thread.sleep(interval);
            what.run();
          }
        });
  }

  private interface Work {
    void run() throws InterruptedException;
  }

  private void start(Work work) {
    Thread thread =
        Thread.ofVirtual()
            .unstarted(
                () -> {
                  try {
                    work.run();
                  } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                  } finally {
                    threads.remove(Thread.currentThread());
                  }
                });
    threads.add(thread);
    if (!closed) {
      thread.start();
    }
  }

  @Override
  public void close() {
    closed = true;
    threads.forEach(Thread::interrupt);
  }
}
