package io.jitsioperator.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * Samples of one quantity.
 *
 * @param sorted ascending, at least one
 */
record Spread(List<Double> sorted) {

  Spread {
    if (sorted.isEmpty()) {
      throw new IllegalArgumentException("no samples");
    }
    sorted = sorted.stream().sorted().toList();
  }

  double min() {
    return sorted.getFirst();
  }

  /** The middle one; of an even number, the mean of the two in the middle. */
  double median() {
    int size = sorted.size();
    return (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
  }

  /** The smallest sample that so much of all is not above, 0 – 1: 0.99 for p99. */
  double part(double part) {
    return sorted.get((int) Math.max(0, Math.ceil(part * sorted.size()) - 1));
  }

  double max() {
    return sorted.getLast();
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.3g – %.3g", min(), max());
  }
}
