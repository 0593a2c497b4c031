package io.jitsioperator.simulate.policy;

/**
 * Between which sizes a policy may choose.
 *
 * @param min 0 or more
 * @param max min or more
 */
public record Limits(int min, int max) {

  /**
   * Checks the order.
   *
   * @throws IllegalArgumentException if there is no size between the two
   */
  public Limits {
    if (min < 0 || max < min) {
      throw new IllegalArgumentException(
          "No size lies between %d and %d: min must be 0 or more, max must be min or more"
              .formatted(min, max));
    }
  }

  /** The size nearest to this one that is allowed. */
  int clamp(int size) {
    return Math.clamp(size, min, max);
  }
}
