package io.jitsioperator.jitsi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PaceTest {

  private static final Duration INTERVAL = Duration.ofSeconds(5);

  @Test
  void twoHundredShardsSpreadOverTheInterval() {
    Integer[] inTenth = new Integer[10];
    Arrays.fill(inTenth, 0);
    for (int i = 0; i < 200; i++) {
      inTenth[(int) (new Pace("ns/shard-" + i, INTERVAL).next().toMillis() / 500)]++;
    }
    assertThat(inTenth).allSatisfy(count -> assertThat(count).isBetween(10, 35));
  }

  @Test
  void firstWithinASecondThenOnItsMomentThenEveryInterval() {
    Pace pace = new Pace("ns/eu1", INTERVAL);
    assertThat(pace.first()).isLessThan(Duration.ofSeconds(1));
    assertThat(pace.next()).isEqualTo(pace.first().multipliedBy(5));
    assertThat(pace.next()).isEqualTo(INTERVAL);
    assertThat(pace.next()).isEqualTo(INTERVAL);
  }

  @Test
  void aShortIntervalIsNotWaitedForASecond() {
    for (int i = 0; i < 50; i++) {
      assertThat(new Pace("ns/shard-" + i, Duration.ofMillis(20)).first())
          .isLessThan(Duration.ofMillis(20));
    }
  }
}
