package io.jitsioperator.plan.shard;

import java.time.Duration;

/** Durations as users write them: a whole number and m, h or d; the schema refuses all else. */
final class TimeWord {

  private TimeWord() {}

  static Duration of(String word) {
    var number = Long.parseLong(word.substring(0, word.length() - 1));
    return switch (word.charAt(word.length() - 1)) {
      case 'm' -> Duration.ofMinutes(number);
      case 'h' -> Duration.ofHours(number);
      case 'd' -> Duration.ofDays(number);
      default -> throw new IllegalArgumentException(word + " has no unit: the schema forbids it");
    };
  }
}
