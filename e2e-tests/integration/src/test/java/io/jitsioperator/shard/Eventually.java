package io.jitsioperator.shard;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waits until what is seen is what is wanted; a failure says what was seen instead. */
final class Eventually {

  /** Far more than anything takes, also on a busy machine: whoever waits so long has failed. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final Duration POLL = Duration.ofMillis(100);

  private Eventually() {}

  /**
   * Looks until it is so, and returns what was seen then.
   *
   * @param what a sentence about what should come true
   * @throws AssertionError with the sentence and what was seen last
   */
  static <T extends @Nullable Object> T see(
      String what, Supplier<? extends T> look, Predicate<? super T> wanted) {
    Instant end = Instant.now().plus(PATIENCE);
    T seen = look.get();
    while (!wanted.test(seen)) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError(
            "%s: not within %d s. Seen instead: %s".formatted(what, PATIENCE.toSeconds(), seen));
      }
      pause(POLL);
      seen = look.get();
    }
    return seen;
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
