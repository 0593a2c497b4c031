package io.jitsioperator.simulate.load;

import java.util.SplittableRandom;

/** Ordinary meetings: how many people, how long, how they come and go. Assumptions, all of them. */
final class Meetings {

  static final long SECOND = 1000;
  static final long MINUTE = 60 * SECOND;
  static final long HOUR = 60 * MINUTE;
  static final long DAY = 24 * HOUR;

  /** Parts of all meetings, with the smallest and the greatest number of people. */
  private static final double[] PARTS = {0.45, 0.38, 0.15, 0.02};

  private static final int[][] SIZES = {{2, 2}, {3, 6}, {7, 15}, {16, 40}};

  private static final double MEAN_LENGTH = 35 * MINUTE;
  private static final double LENGTH_SPREAD = 0.6;
  private static final double SHORTEST = 3 * MINUTE;
  private static final double LONGEST = 4 * HOUR;
  private static final double COMING = 40 * SECOND;
  private static final double GOING = 20 * SECOND;

  private final Attendance attendance;
  private final SplittableRandom random;

  Meetings(Attendance attendance, SplittableRandom random) {
    this.attendance = attendance;
    this.random = random;
  }

  /** How much stress a meeting makes while it lasts, on the average. */
  static double meanStress() {
    double sum = 0;
    for (int i = 0; i < PARTS.length; i++) {
      int kinds = SIZES[i][1] - SIZES[i][0] + 1;
      for (int n = SIZES[i][0]; n <= SIZES[i][1]; n++) {
        sum += PARTS[i] / kinds * n * PersonStress.of(n);
      }
    }
    return sum;
  }

  /** How many people come to the next one. */
  int size() {
    double part = random.nextDouble();
    int i = 0;
    while (i < PARTS.length - 1 && part >= PARTS[i]) {
      part -= PARTS[i++];
    }
    return random.nextInt(SIZES[i][0], SIZES[i][1] + 1);
  }

  /** How long the next one takes, milliseconds. */
  long length() {
    double length =
        MEAN_LENGTH
            * Math.exp(LENGTH_SPREAD * random.nextGaussian() - LENGTH_SPREAD * LENGTH_SPREAD / 2);
    return (long) Math.clamp(length, SHORTEST, LONGEST);
  }

  /** Holds one: the first comes when it begins, the last leaves a little after its end. */
  void hold(long begin, int people, long length) {
    int conference = attendance.conference();
    for (int i = 0; i < people; i++) {
      long from = begin + (i == 0 ? 0 : after(COMING));
      long to = begin + length + (long) (random.nextDouble() * GOING) - (long) GOING / 2;
      attendance.attends(conference, from, Math.max(to, from + 10 * SECOND));
    }
  }

  /** As many as bring that stress, on the average, all through that time. */
  void steady(long from, long to, double stress) {
    for (long minute = from; minute < to; minute += MINUTE) {
      begin(minute, stress);
    }
  }

  /** Those that begin in that minute, so that all that go on bring that stress. */
  void begin(long minute, double stress) {
    double expected = stress / meanStress() * MINUTE / MEAN_LENGTH;
    for (int i = poisson(expected); i > 0; i--) {
      hold(minute + random.nextLong(MINUTE), size(), length());
    }
  }

  /** A time that is short mostly, with that mean, milliseconds. */
  long after(double mean) {
    return (long) (-mean * Math.log(1 - random.nextDouble()));
  }

  private int poisson(double mean) {
    double left = Math.exp(-mean);
    double product = random.nextDouble();
    int count = 0;
    while (product > left) {
      product *= random.nextDouble();
      count++;
    }
    return count;
  }
}
