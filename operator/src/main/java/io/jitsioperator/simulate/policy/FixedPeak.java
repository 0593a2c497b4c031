package io.jitsioperator.simulate.policy;

import java.time.Duration;

/**
 * No policy at all: as many bridges as the worst moment is thought to need, always.
 *
 * @param size 1 or more
 */
public record FixedPeak(int size) implements Policy {

  @Override
  public String name() {
    return "fixed-peak";
  }

  @Override
  public Duration period() {
    return Duration.ofMinutes(1);
  }

  @Override
  public Wish decide(Sight sight) {
    return new Wish(size, new Removal.Emptiest());
  }
}
