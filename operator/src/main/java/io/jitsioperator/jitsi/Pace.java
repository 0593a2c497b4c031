package io.jitsioperator.jitsi;

import java.time.Duration;

/**
 * When one target is looked at: first soon, then at a moment of the interval that its name decides,
 * then once every interval. Two hundred shards that are seen in the same moment (a start of the
 * operator) are thus asked evenly.
 */
final class Pace {

  /** All targets have been asked for the first time after this. */
  private static final Duration START = Duration.ofSeconds(1);

  private final Duration interval;
  private final int permille;
  private boolean begun;

  Pace(String name, Duration interval) {
    this.interval = interval;
    // Multiplied by the golden ratio of 32 bits: names that differ in one digit lie far apart.
    this.permille = (int) (Integer.toUnsignedLong(name.hashCode() * 0x9E3779B9) * 1000 >>> 32);
  }

  /** Before the first look; at most one second. */
  Duration first() {
    return part(interval.compareTo(START) < 0 ? interval : START);
  }

  /** Before any later look. */
  Duration next() {
    if (begun) {
      return interval;
    }
    begun = true;
    return part(interval);
  }

  private Duration part(Duration whole) {
    return whole.multipliedBy(permille).dividedBy(1000);
  }
}
