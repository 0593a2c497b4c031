package io.jitsioperator.plan.kube;

import java.time.Duration;

/** Durations as users write them: a whole number and s, m, h or d; the schema refuses all else. */
public final class TimeWord {

  private TimeWord() {}

  /** That, as a duration. */
  public static Duration of(String word) {
    var number = Long.parseLong(word.substring(0, word.length() - 1));
    return switch (word.charAt(word.length() - 1)) {
      case 's' -> Duration.ofSeconds(number);
      case 'm' -> Duration.ofMinutes(number);
      case 'h' -> Duration.ofHours(number);
      case 'd' -> Duration.ofDays(number);
      default -> throw new IllegalArgumentException(word + " has no unit: the schema forbids it");
    };
  }
}
