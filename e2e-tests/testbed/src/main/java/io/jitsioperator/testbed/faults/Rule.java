package io.jitsioperator.testbed.faults;

import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which requests meet which fault, and how often. Thread-safe. */
public final class Rule {

  private final Predicate<Request> which;
  private final Fault fault;
  private final double probability;
  private final SplittableRandom random;
  private long left;
  private long hits;

  private Rule(Predicate<Request> which, Fault fault, double probability, long seed, long times) {
    if (!(probability > 0 && probability <= 1)) {
      throw new IllegalArgumentException("probability " + probability + " is not in (0, 1]");
    }
    this.which = which;
    this.fault = fault;
    this.probability = probability;
    this.random = new SplittableRandom(seed);
    this.left = times;
  }

  /** Every request that fits meets the fault. */
  public static Rule always(Predicate<Request> which, Fault fault) {
    return new Rule(which, fault, 1, 0, Long.MAX_VALUE);
  }

  /**
   * The first requests that fit meet the fault.
   *
   * @param times how many, ≥ 0
   */
  public static Rule times(Predicate<Request> which, Fault fault, long times) {
    return new Rule(which, fault, 1, 0, times);
  }

  /**
   * A request that fits meets the fault with a probability.
   *
   * @param probability in (0, 1]
   * @param seed the same seed gives the same sequence
   */
  public static Rule randomly(
      Predicate<Request> which, Fault fault, double probability, long seed) {
    return new Rule(which, fault, probability, seed, Long.MAX_VALUE);
  }

  /** The fault that this request meets; null if none. */
  synchronized @Nullable Fault meet(Request request) {
    if (left == 0 || !which.test(request) || random.nextDouble() >= probability) {
      return null;
    }
    left--;
    hits++;
    return fault;
  }

  /** How many requests have met the fault so far. */
  public synchronized long hits() {
    return hits;
  }
}
