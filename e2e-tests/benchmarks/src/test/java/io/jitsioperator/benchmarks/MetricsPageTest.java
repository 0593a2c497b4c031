package io.jitsioperator.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricsPageTest {

  private static String page(int ready, int waiting, int succeeded) {
    return """
        # HELP jitsi_operator_shards Shards by status of their condition Ready.
        jitsi_operator_shards{ready="True",} %d.0
        jitsi_operator_shards{ready="Unknown",} %d.0
        jitsi_operator_reconciliations_total{controller="jitsishard",result="failure",} 99.0
        jitsi_operator_reconciliations_total{controller="jitsishard",result="success",} %d.0
        """
        .formatted(ready, waiting, succeeded);
  }

  @Test
  void aShardThatIsKnownButWhosePassHasNotEndedIsNotPlanned() {
    assertThat(new MetricsPage(page(3, 2, 4)).planned()).isEqualTo(4);
  }

  @Test
  void aShardThatWasPlannedTwiceCountsOnce() {
    assertThat(new MetricsPage(page(3, 2, 7)).planned()).isEqualTo(5);
  }
}
