package io.jitsioperator.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitsioperator.api.v1alpha1.BridgePoolStatus;
import io.jitsioperator.testbed.jitsi.Conference;
import io.jitsioperator.testbed.node.Container;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A pool that finds its size by itself follows its calls, says why, and cuts nobody. */
@ExtendWith(ShardCluster.class)
@Execution(ExecutionMode.CONCURRENT)
class AutoscalingIT {

  private static final String MEDIA = "media: { ports: { from: 10000, to: 10009 } }";

  /** Otherwise bridges without a CPU limit on one node count as one. */
  private static final String APART = "loadMeasurement: PacketRate";

  private static final String QUICK =
      "behavior: { scaleDown: { stabilizationWindowSeconds: 20, policies: [] } }";

  private static final Duration WINDOW = Duration.ofSeconds(20);

  /** Longer than the window, and than an empty bridge takes to leave. */
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(45);

  /** Three people are as much as a bridge should have. */
  private static final double HEAVY = 0.2;

  private final RunningOperator operator;

  AutoscalingIT(RunningOperator operator) {
    this.operator = operator;
  }

  private BridgesOfPool pool(TestNamespace namespace, int replicas, String autoscaling) {
    return BridgesOfPool.apply(
        operator,
        namespace,
        "eu1",
        replicas,
        MEDIA,
        APART,
        "autoscaling: { %s, %s }".formatted(autoscaling, QUICK));
  }

  /** Seen to fail when no event told of a change. */
  @Test
  void itGrowsWithItsCallsAndShrinksAfterThem(TestNamespace namespace) {
    var shard = namespace.shard("eu1").awaitReady();
    var pool = pool(namespace, 1, "minReplicas: 2, maxReplicas: 4").awaitServing(2);
    pool.awaitCondition("ScalingActive=True (SizedByLoad)");
    heavy(pool);
    try (var stays = shard.meet("stays", 3);
        var ends = shard.meet("ends", 3)) {
      var grown = pool.await("it wants more than two", s -> desired(s) > 2).decisions().getLast();
      assertThat(grown.reason()).isIn("Load", "Rising");
      assertThat(grown.message()).contains("Load 1.", "2 of 2 bridges heard");
      shard.awaitEvent(
          "SizeChanged: %d -> %d bridges".formatted(grown.from(), grown.to()), grown.message());
      pool.await("all that it wants serve", s -> desired(s) > 2 && serving(s) == desired(s));
      assertUntouched(stays, ends, 6);

      ends.close();
      var shrunk = pool.await("it wants two again", s -> desired(s) == 2).decisions().getLast();
      assertThat(shrunk.reason()).isEqualTo("LessLoad");
      assertThat(shrunk.message()).contains("no moment of the last 20 s needed more than that");
      pool.awaitServing(2);
      assertUntouched(stays, ends, 3);
    }
  }

  private static void heavy(BridgesOfPool pool) {
    pool.pods().keySet().forEach(each -> pool.bridge(each).stressPerParticipant(HEAVY));
  }

  private static int desired(BridgePoolStatus status) {
    return Objects.requireNonNullElse(status.desired(), 0);
  }

  private static int serving(BridgePoolStatus status) {
    return Objects.requireNonNullElse(status.readyReplicas(), 0);
  }

  private static void assertUntouched(Conference one, Conference other, int talking) {
    var fates = one.fates().plus(other.fates());
    assertThat(fates.cut()).as("cut off, of " + fates).isZero();
    assertThat(fates.moved()).as("moved, of " + fates).isZero();
    assertThat(one.talking() + other.talking()).as("people who talk").isEqualTo(talking);
  }

  /** Seen to fail when what is not heard counted as nothing. */
  @Test
  void itDoesNotShrinkWhileTheBreweryIsLost(TestNamespace namespace) {
    namespace.shard("eu1").awaitReady();
    var pool = pool(namespace, 1, "minReplicas: 3, maxReplicas: 4").awaitServing(3);
    pool.awaitCondition("ScalingActive=True (SizedByLoad)");
    var before = pool.pods();
    holdDown(namespace, Duration.ofSeconds(5));
    pool.awaitCondition("ScalingActive=False (MetricsMissing)");
    namespace.kubectl(
        "patch",
        "jbp",
        "eu1",
        "--type=merge",
        "--patch={\"spec\":{\"autoscaling\":{\"minReplicas\":1}}}");
    holdDown(namespace, LONG_ENOUGH);
    var healed = Instant.now();
    assertThat(desired(pool.status().orElseThrow())).as("wanted").isEqualTo(3);
    assertThat(pool.pods()).as("bridges").isEqualTo(before);

    var shrunk = pool.await("it wants one", s -> desired(s) == 1).decisions().getLast();
    assertThat(Instant.parse(shrunk.time()))
        .as("it has seen a whole window first")
        .isAfterOrEqualTo(healed.plus(WINDOW).minusSeconds(1));
    pool.awaitServing(1);
  }

  /** The brewery Prosody crashes as often as it is started. */
  private void holdDown(TestNamespace namespace, Duration time) {
    var end = Instant.now().plus(time);
    while (Instant.now().isBefore(end)) {
      operator
          .testbed()
          .nodes()
          .process(namespace.name(), "eu1-brewery-0", "brewery")
          .ifPresent(Container::kill);
      Eventually.pause(Duration.ofMillis(100));
    }
  }

  /** Seen to fail when the condition left that case out. */
  @Test
  void whoScalesItByHandIsToldThatItDoesNotCount(TestNamespace namespace) {
    namespace.shard("eu1").awaitReady();
    var pool = pool(namespace, 1, "minReplicas: 1, maxReplicas: 4").awaitServing(1);
    pool.awaitCondition("ScalingLimited=False (WithinLimits)");
    var before = pool.pods();
    namespace.kubectl("scale", "jbp", "eu1", "--replicas=3");
    pool.awaitCondition("ScalingLimited=True (ReplicasIgnored)");
    assertThat(pool.pods()).as("bridges").isEqualTo(before);
    assertThat(desired(pool.status().orElseThrow())).as("wanted").isEqualTo(1);
  }

  /** Seen to fail when the size was set all the same. */
  @Test
  void itOnlySaysWhatItRecommends(TestNamespace namespace) {
    var shard = namespace.shard("eu1").awaitReady();
    var pool =
        pool(namespace, 2, "minReplicas: 2, maxReplicas: 4, mode: Recommend").awaitServing(2);
    pool.awaitCondition("ScalingActive=False (Recommending)");
    var before = pool.pods();
    heavy(pool);
    try (var one = shard.meet("one", 3);
        var two = shard.meet("two", 3)) {
      var status = pool.await("it recommends more than two", s -> recommended(s) > 2);
      assertThat(status.desired()).as("wanted").isEqualTo(2);
      shard.awaitEvent("SizeRecommended: 2 -> ", "bridges heard");
      Eventually.pause(Duration.ofSeconds(10));
      assertThat(pool.pods()).as("bridges").isEqualTo(before);
      assertUntouched(one, two, 6);
    }
  }

  private static int recommended(BridgePoolStatus status) {
    return Objects.requireNonNullElse(status.recommended(), 0);
  }
}
