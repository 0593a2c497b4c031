package io.jitsioperator.simulate.run;

/**
 * All that came out of a run.
 *
 * @param result sums
 * @param series how it went
 * @param people who came, who left, and who was there at the end
 */
public record Outcome(Result result, Series series, People people) {

  /**
   * What must add up: who came is gone or there.
   *
   * @param joined by themselves
   * @param left by themselves
   * @param present on a bridge at the end
   * @param waiting for a bridge at the end
   */
  public record People(long joined, long left, long present, long waiting) {}
}
