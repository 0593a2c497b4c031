package io.jitsioperator.simulate.policy;

import java.time.Duration;
import java.util.List;

/**
 * How the HPA may move in one direction: a half of its {@code behavior}.
 *
 * @param window of stabilisation
 * @param select which of the rates counts
 * @param rates how fast it may go; none if selection is disabled
 */
public record ScalingRules(Duration window, Select select, List<Rate> rates) {

  private static final Duration PERIOD = Duration.ofSeconds(15);

  /** Which of several rates counts. */
  public enum Select {
    /** That which allows the most. */
    MAX,
    /** That which allows the least. */
    MIN,
    /** None: it stays as it is. */
    DISABLED
  }

  /** What a rate is counted in. */
  public enum Kind {
    /** So many bridges. */
    PODS,
    /** So many of a hundred of those that were there when the period began. */
    PERCENT
  }

  /**
   * At most so much in a period.
   *
   * @param kind of the value
   * @param value 1 or more
   * @param period that it holds for
   */
  public record Rate(Kind kind, int value, Duration period) {}

  /** Copies the rates. */
  public ScalingRules {
    rates = List.copyOf(rates);
  }

  /** What holds for up if nothing is said: at once, doubled or four more every 15 s. */
  public static ScalingRules up() {
    return new ScalingRules(
        Duration.ZERO,
        Select.MAX,
        List.of(new Rate(Kind.PERCENT, 100, PERIOD), new Rate(Kind.PODS, 4, PERIOD)));
  }

  /** What holds for down if nothing is said: after five minutes, all at once. */
  public static ScalingRules down() {
    return new ScalingRules(
        Duration.ofSeconds(300), Select.MAX, List.of(new Rate(Kind.PERCENT, 100, PERIOD)));
  }
}
