package io.jitsioperator.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitsioperator.testbed.jitsi.Conference;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** From nothing to people who talk. */
@Scenario
@Order(1)
class InstallIT {

  @Test
  void aShardIsReadyWithinAMinute(Cluster cluster, Operator operator, Tenant tenant)
      throws Exception {
    double megabytes = Files.size(Settings.operatorImage()) / 1e6;
    new Figure("operator image, compressed", megabytes, "MB", 150).write();
    assertThat(operator.installed()).as("this story comes first").isFalse();
    Instant start = Instant.now();
    operator.install();
    Shard shard = tenant.shard("eu1").awaitReady();
    Duration took = Duration.between(start, Instant.now());
    new Figure("kind: helm install to shard ready", took.toMillis() / 1e3, "s", 60).write();

    Story.say("people meet in it");
    try (Conference conference = shard.meet("hello", 3)) {
      assertThat(conference.cut()).isEmpty();
      Story.eventually(
          "the shard counts the conference",
          () ->
              assertThat(
                      tenant.kubectl(
                          "get", "jitsishard", "eu1", "-o", "jsonpath={.status.conferences}"))
                  .isEqualTo("1"));
    }
    assertThat(cluster.kubectl("get", "jitsi", "-A")).contains("eu1");
  }
}
