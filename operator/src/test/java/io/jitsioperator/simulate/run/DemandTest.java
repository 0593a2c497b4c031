package io.jitsioperator.simulate.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jitsioperator.simulate.load.Load;
import org.junit.jupiter.api.Test;

/**
 * The fluid bound, by hand.
 *
 * <p>Seen to fail with: a bound that is rounded down; one that forgets the minimum.
 */
class DemandTest {

  @Test
  void soManyBridgesThatNoneIsOverloaded() {
    assertThat(Demand.fluid(0, 1)).isEqualTo(1);
    assertThat(Demand.fluid(0.8, 1)).isEqualTo(1);
    assertThat(Demand.fluid(0.81, 1)).isEqualTo(2);
    assertThat(Demand.fluid(4, 1)).isEqualTo(5);
    assertThat(Demand.fluid(4, 7)).isEqualTo(7);
  }

  @Test
  void overTime() {
    var load = Probe.trace("0,a,100", "0,b,100", "9,a,0");
    var demand = new Demand(load, 1);
    double a = 100 * load.cost(0, 100) * Load.UNIT;
    double b = 100 * load.cost(1, 100) * Load.UNIT;
    demand.become(0, 100, 1_000);
    assertThat(demand.stress()).isCloseTo(a, within(1e-9));
    demand.become(1, 100, 3_000);
    demand.become(0, 0, 7_000);
    long bound =
        1_000
            + 2_000 * (long) Math.ceil(a / 0.8)
            + 4_000 * (long) Math.ceil((a + b) / 0.8)
            + 3_000 * (long) Math.ceil(b / 0.8);
    assertThat(demand.fluidTime(10_000)).isEqualTo(bound);
  }
}
