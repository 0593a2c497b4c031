package io.jitsioperator.testbed.jitsi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LogBufferTest {

  @Test
  void theLimitOfLinesHolds() {
    LogBuffer log = new LogBuffer(line -> {});
    for (int i = 0; i < 1000; i++) {
      log.add("line " + i);
    }
    assertThat(List.of(log.text().split("\n"))).hasSize(400).last().isEqualTo("line 999");
  }
}
