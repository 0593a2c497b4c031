package io.jitsioperator.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.jitsioperator.testbed.jitsi.Conference;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A pool follows its calls on a real kubelet, and cuts nobody. */
@Scenario
@Order(6)
class AutoscalingIT {

  /**
   * A simulated participant costs a bridge one hundredth of what it bears, so that three of them
   * need two bridges, and six need all.
   */
  private static final String AUTOSCALING =
      "autoscaling: {minReplicas: 1, maxReplicas: 3, targetStress: 0.1, headroom: {percent: 500},"
          + " behavior: {scaleDown: {stabilizationWindowSeconds: 20, policies: []}}}";

  @Test
  void itGrowsAndShrinksUnderCalls(Operator operator, Tenant tenant) {
    operator.ready();
    Shard shard = tenant.allowPortsOfNodes().shard("eu1");
    int port = tenant.mediaPort();
    Pool pool =
        tenant.pool(
            "eu1", AUTOSCALING, "media: {ports: {from: %d, to: %d}}".formatted(port, port + 9));
    shard.awaitReady();
    pool.awaitServing(1);
    pool.await("ScalingActive=True (SizedByLoad)");
    try (Conference first = meet(shard, "first")) {
      pool.awaitServing(2);
      try (Conference second = meet(shard, "second")) {
        pool.awaitServing(3);
        assertNobodyWasTouched(first, second);
      }
      Story.say("the second call has ended");
      pool.awaitServing(2);
      assertNobodyWasTouched(first);
    }
    Story.say("the first one, too");
    pool.awaitServing(1);
    Story.say("the pool says %s", pool.decisions());
    assertThat(pool.decisions()).anyMatch(line -> line.startsWith("3 -> 2 (LessLoad)"));
    assertThat(names(pool)).hasSize(1);
  }

  private static Conference meet(Shard shard, String room) {
    Conference conference = shard.meet(room, 3);
    // In their first second people who hear nothing do not know it yet.
    Story.pause(Duration.ofSeconds(2));
    Story.eventually(
        "all have sound and picture", () -> assertThat(conference.talking()).isEqualTo(3));
    return conference;
  }

  private static void assertNobodyWasTouched(Conference... all) {
    for (Conference each : all) {
      assertThat(each.cut()).as("cut off").isEmpty();
      assertThat(each.fates().moved()).as("moved").isZero();
      assertThat(each.talking()).as("who talk").isEqualTo(3);
    }
  }

  private static List<String> names(Pool pool) {
    return pool.pods().stream().map((Pod pod) -> pod.getMetadata().getName()).toList();
  }
}
