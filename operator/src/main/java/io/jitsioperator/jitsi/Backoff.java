package io.jitsioperator.jitsi;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Pauses between failures: 1 s, doubled each time up to 60 s, each shortened by up to a half. */
final class Backoff {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final RandomGenerator random;
  private Duration whole = FIRST;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  /** The next pause. Random, so that many clients of one restarted server do not come at once. */
  Duration next() {
    Duration now = whole;
    Duration doubled = whole.multipliedBy(2);
    whole = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    long shortest = Math.max(FIRST.toMillis(), now.toMillis() / 2);
    return Duration.ofMillis(random.nextLong(shortest, now.toMillis() + 1));
  }

  void reset() {
    whole = FIRST;
  }
}
