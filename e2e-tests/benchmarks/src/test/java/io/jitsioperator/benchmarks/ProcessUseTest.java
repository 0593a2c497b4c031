package io.jitsioperator.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessUseTest {

  private static final String STAT =
      "4242 (a b) (c) S 1 4242 4242 0 -1 4194560 9 0 0 0 150 25 7 8 20 0 33 0 9 0";

  @Test
  void readsMemoryAndBothKindsOfTime() {
    assertThat(ProcessUse.parse("Name:\tjava\nVmHWM:\t  9 kB\nVmRSS:\t    2048 kB\n", STAT))
        .isEqualTo(new ProcessUse(2048 * 1024, Duration.ofMillis(1750)));
  }

  @Test
  void aProcessThatEndedHasNoMemory() {
    assertThatThrownBy(() -> ProcessUse.parse("Name:\tjava\nState:\tZ (zombie)\n", STAT))
        .hasMessage("no VmRSS: the process has ended");
  }

  @Test
  void thisProcessHasUsedSome() throws IOException {
    ProcessUse use = ProcessUse.of(ProcessHandle.current());
    assertThat(use.mebibytes()).isBetween(10.0, 10_000.0);
    assertThat(use.cpu()).isPositive();
  }
}
