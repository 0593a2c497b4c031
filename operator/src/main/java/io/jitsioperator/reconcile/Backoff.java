package io.jitsioperator.reconcile;

import java.time.Duration;
import java.time.Instant;

/**
 * When a resource may be tried again after failures. Events bring a failing resource back at any
 * moment; without this, each of them would be a try.
 */
final class Backoff {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private int failures;
  private long generation;
  private Instant until = Instant.MIN;

  /** How long to wait yet; zero or less = not at all. A changed spec is tried at once. */
  Duration remaining(long currentGeneration, Instant now) {
    return currentGeneration == generation && now.isBefore(until)
        ? Duration.between(now, until)
        : Duration.ZERO;
  }

  void failed(long currentGeneration, Instant now, Duration atLeast) {
    var wait = FIRST.multipliedBy(1L << Math.min(failures, 9));
    wait = wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
    until = now.plus(wait.compareTo(atLeast) < 0 ? atLeast : wait);
    generation = currentGeneration;
    failures++;
  }

  void succeeded() {
    failures = 0;
    until = Instant.MIN;
  }
}
