package io.jitsioperator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private final Backoff backoff = new Backoff();

  @Test
  void waitsTwiceAsLongEachTimeUpToFiveMinutes() {
    var waits = new ArrayList<Long>();
    for (int i = 0; i < 11; i++) {
      backoff.failed(1, NOW, Duration.ZERO);
      waits.add(backoff.remaining(1, NOW).toSeconds());
    }
    assertThat(waits).isEqualTo(List.of(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L, 300L));
  }

  @Test
  void waitsAtLeastAsLongAsTheServerAsked() {
    backoff.failed(1, NOW, Duration.ofSeconds(20));

    assertThat(backoff.remaining(1, NOW.plusSeconds(15))).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void eventsDoNotShortenTheWaitButANewSpecDoes() {
    backoff.failed(7, NOW, Duration.ofSeconds(20));

    assertThat(backoff.remaining(7, NOW.plusMillis(1))).isPositive();
    assertThat(backoff.remaining(8, NOW.plusMillis(1))).isZero();
  }

  @Test
  void startsAnewAfterASuccess() {
    backoff.failed(1, NOW, Duration.ZERO);
    backoff.failed(1, NOW, Duration.ZERO);
    backoff.succeeded();
    assertThat(backoff.remaining(1, NOW)).isZero();

    backoff.failed(1, NOW, Duration.ZERO);
    assertThat(backoff.remaining(1, NOW)).isEqualTo(Duration.ofSeconds(1));
  }
}
