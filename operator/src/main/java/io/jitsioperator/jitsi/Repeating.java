package io.jitsioperator.jitsi;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does one thing again and again on a virtual thread of its own, so that none waits for another.
 */
final class Repeating {

  private static final Logger LOG = LoggerFactory.getLogger(Repeating.class);

  /** After a defect of ours: often enough to recover, seldom enough not to fill the log. */
  private static final Duration AFTER_DEFECT = Duration.ofSeconds(10);

  /** The thing that is done. */
  @FunctionalInterface
  interface Act {
    /**
     * Does it once.
     *
     * @param wake ends the wait after it early; may be called from any thread, at any time
     * @return how long to wait until the next time
     */
    Duration act(Runnable wake) throws InterruptedException;
  }

  private final Semaphore wake = new Semaphore(0);
  private final Thread thread;

  private Repeating(String name, Duration first, Act act, Runnable end, Set<Repeating> running) {
    Runnable whole =
        () -> {
          try {
            run(first, act);
          } finally {
            end.run();
            running.remove(this);
          }
        };
    this.thread = Thread.ofVirtual().name(name).unstarted(whole);
  }

  /**
   * Begins.
   *
   * @param first how long to wait before the first time
   * @param end done once after the last time, on the same thread
   * @param running holds it from now until its end
   */
  static Repeating start(
      String name, Duration first, Act act, Runnable end, Set<Repeating> running) {
    Repeating repeating = new Repeating(name, first, act, end, running);
    running.add(repeating);
    repeating.thread.start();
    return repeating;
  }

  /** Ends a wait that is under way, or the next one. */
  void wake() {
    wake.release();
  }

  /** Asks it to end, in the middle of the act or of the wait. */
  void stop() {
    thread.interrupt();
  }

  /** Waits for its end, at most that long. */
  void join(Duration patience) throws InterruptedException {
    thread.join(patience);
  }

  private void run(Duration first, Act act) {
    try {
      for (Duration pause = first; ; pause = once(act)) {
        if (wake.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS)) {
          wake.drainPermits();
        }
      }
    } catch (InterruptedException e) {
      // Asked to stop.
    }
  }

  private Duration once(Act act) throws InterruptedException {
    try {
      return act.act(this::wake);
    } catch (RuntimeException | LinkageError e) {
      // A class that cannot be loaded, too: a thread that ends would leave its last word for ever.
      LOG.error("{} failed; it is tried again", Thread.currentThread().getName(), e);
      return AFTER_DEFECT;
    }
  }
}
