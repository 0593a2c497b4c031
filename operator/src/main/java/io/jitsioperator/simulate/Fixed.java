package io.jitsioperator.simulate;

import io.jitsioperator.simulate.policy.Policy;
import io.jitsioperator.simulate.policy.Sight;
import java.time.Duration;

/**
 * As many bridges as somebody has written down.
 *
 * @param size of the pool
 */
record Fixed(int size) implements Policy {

  @Override
  public String name() {
    return "fixed";
  }

  @Override
  public Duration period() {
    return Duration.ofSeconds(15);
  }

  @Override
  public Wish decide(Sight sight) {
    return new Wish(size, new Removal.OnlyEmpty());
  }
}
