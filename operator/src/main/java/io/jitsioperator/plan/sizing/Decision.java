package io.jitsioperator.plan.sizing;

/**
 * How many bridges there shall be.
 *
 * @param from how many there should be until now
 * @param to how many there shall be now; the same if nothing changes
 * @param why in a word
 */
public record Decision(int from, int to, Why why) {

  /** Why a pool has its size. */
  public enum Why {
    /** The load needs more. */
    LOAD("Load"),
    /** The load as it is expected to be when a new bridge serves needs more. */
    RISING("Rising"),
    /** A bridge is overloaded: whoever is on it stays, so others need room elsewhere. */
    OVERLOADED("Overloaded"),
    /** A schedule asks for more. */
    SCHEDULE("Schedule"),
    /** The user wants at least that many. */
    MINIMUM("Minimum"),
    /** The load asks for more than the user allows. */
    MAXIMUM("Maximum"),
    /** It may shrink. */
    LESS_LOAD("LessLoad"),
    /** What is there is enough. */
    ENOUGH("Enough"),
    /** It is not sure that it may shrink. */
    NOT_SURE("NotSure"),
    /** Too few bridges are heard. */
    METRICS_MISSING("MetricsMissing");

    private final String word;

    Why(String word) {
      this.word = word;
    }

    /** As it stands in status and metrics. */
    public String word() {
      return word;
    }
  }

  /** The size changes. */
  public boolean isChange() {
    return from != to;
  }
}
