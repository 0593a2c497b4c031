package io.jitsioperator.testbed.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NodeSettingsTest {

  @Test
  void theFirstRestartIsAtOnceAndThenThePauseDoublesUpToItsEnd() {
    NodeSettings settings = NodeSettings.small();
    assertThat(IntStream.range(0, 12).mapToObj(settings::backoff).map(Duration::toSeconds))
        .containsExactly(0L, 1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L, 300L);
    assertThat(settings.backoff(1000)).isEqualTo(Duration.ofMinutes(5));
  }
}
