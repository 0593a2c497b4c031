package io.jitsioperator.scenarios;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.awaitility.core.ThrowingRunnable;

/** How a story is told and how it waits. */
final class Story {

  /** Far more than anything takes, also on a busy machine: whoever waits so long has failed. */
  static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final Duration POLL = Duration.ofMillis(300);

  private Story() {}

  /** A line for whoever watches the run. */
  static void say(String line, Object... arguments) {
    System.out.println("  " + line.formatted(arguments));
  }

  /**
   * Waits until an assertion holds. What cannot be asked (a busy API server) is asked again.
   *
   * @param what a sentence about what should come true; the failure names it and what was seen last
   */
  static void eventually(String what, ThrowingRunnable assertion) {
    await(what).atMost(PATIENCE).pollInterval(POLL).ignoreExceptions().untilAsserted(assertion);
  }

  /** Lets time pass. */
  static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting", e);
    }
  }
}
