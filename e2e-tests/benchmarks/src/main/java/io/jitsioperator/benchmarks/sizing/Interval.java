package io.jitsioperator.benchmarks.sizing;

import java.util.List;
import java.util.Locale;

/**
 * A mean and where the true mean is with 95 % confidence, by Student's t.
 *
 * @param mean of the samples
 * @param half the true mean is not further away, with that confidence
 */
record Interval(double mean, double half) {

  /** Two-sided 95 % points of Student's t, for 1 to 30 degrees of freedom. */
  private static final double[] T = {
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160,
    2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056,
    2.052, 2.048, 2.045, 2.042
  };

  /**
   * Of some samples.
   *
   * @throws IllegalArgumentException if there are fewer than two, which say nothing of their spread
   */
  static Interval of(List<Double> samples) {
    int size = samples.size();
    if (size < 2) {
      throw new IllegalArgumentException("An interval needs two samples or more, not " + size);
    }
    double mean = samples.stream().mapToDouble(Double::doubleValue).sum() / size;
    double squares = samples.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum();
    double error = Math.sqrt(squares / (size - 1) / size);
    return new Interval(mean, t(size - 1) * error);
  }

  private static double t(int freedom) {
    // Beyond the table, within a thousandth.
    return freedom <= T.length ? T[freedom - 1] : 1.96 + 2.4 / freedom;
  }

  /** Whether the true mean is below 0, with that confidence. */
  boolean below() {
    return mean + half < 0;
  }

  /** Whether the true mean is above 0, with that confidence. */
  boolean above() {
    return mean - half > 0;
  }

  /** The same in another unit. */
  Interval times(double factor) {
    return new Interval(mean * factor, half * Math.abs(factor));
  }

  /** For tables. */
  String words(int digits) {
    String number = "%." + digits + "f";
    return half == 0
        ? String.format(Locale.ROOT, number, mean)
        : String.format(Locale.ROOT, number + " ± " + number, mean, half);
  }
}
