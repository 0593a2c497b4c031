package io.jitsioperator.jitsi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {

  @Test
  void growsFromOneSecondToAMinuteAndNeverBeyond() {
    Backoff backoff = new Backoff(new Random(1));
    int[] whole = {1, 2, 4, 8, 16, 32, 60, 60, 60};
    for (int seconds : whole) {
      assertThat(backoff.next())
          .isBetween(
              Duration.ofMillis(Math.max(1000, seconds * 500L)), Duration.ofSeconds(seconds));
    }
    backoff.reset();
    assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void twoClientsDoNotComeTogether() {
    Backoff one = new Backoff(new Random(1));
    Backoff other = new Backoff(new Random(2));
    one.next();
    other.next();
    assertThat(one.next()).isNotEqualTo(other.next());
  }
}
