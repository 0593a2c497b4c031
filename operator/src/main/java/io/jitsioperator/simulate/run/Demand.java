package io.jitsioperator.simulate.run;

import io.jitsioperator.simulate.load.Load;

/**
 * What people need, whatever bridges there are: the stress of all, and how many bridges would do if
 * they came and went in no time and bore everything together (the fluid bound of the design).
 */
final class Demand {

  private final Load load;
  private final int min;
  private final long[] shares;
  private long sum;
  private long fluidTime;
  private long settled;

  Demand(Load load, int min) {
    this.load = load;
    this.min = min;
    this.shares = new long[load.conferences()];
  }

  void become(int conference, int people, long now) {
    settle(now);
    long share = people * load.cost(conference, people);
    sum += share - shares[conference];
    shares[conference] = share;
  }

  /** Of all. */
  double stress() {
    return sum * Load.UNIT;
  }

  private void settle(long now) {
    fluidTime += (now - settled) * fluid(stress(), min);
    settled = now;
  }

  /** Milliseconds of bridges up to now. */
  long fluidTime(long now) {
    settle(now);
    return fluidTime;
  }

  /** How many bridges that stress needs. */
  static int fluid(double stress, int min) {
    return Math.max(min, (int) Math.ceil(stress / Bridge.OVERLOAD));
  }
}
