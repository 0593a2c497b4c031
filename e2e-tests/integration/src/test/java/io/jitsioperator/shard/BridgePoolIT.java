package io.jitsioperator.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.policy.v1.EvictionBuilder;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A pool gives its shard bridges, and none of them leaves while somebody is on it. */
@ExtendWith(ShardCluster.class)
@Execution(ExecutionMode.CONCURRENT)
class BridgePoolIT {

  /** Longer than an empty bridge takes to leave: two looks, the shutdown, 15 s to its end. */
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(45);

  private final RunningOperator operator;

  BridgePoolIT(RunningOperator operator) {
    this.operator = operator;
  }

  @Test
  void itServesItsShardAndCannotBeEvicted(TestNamespace namespace) {
    var shard = namespace.shard("eu1").awaitReady();
    var pool = BridgesOfPool.apply(operator, namespace, "eu1", 2).awaitServing(2);
    shard.await("BridgesAvailable=True");
    var pod = pool.pods().firstKey();
    var eviction =
        new EvictionBuilder()
            .withNewMetadata()
            .withNamespace(namespace.name())
            .withName(pod)
            .endMetadata()
            .build();
    // The client takes HTTP 429, the answer of a budget, for false.
    var mayGo =
        namespace.client().pods().inNamespace(namespace.name()).withName(pod).evict(eviction);
    assertThat(mayGo).as("evicted").isFalse();
    assertThat(pool.pods()).containsKey(pod);
    assertThat(namespace.kubectl("get", "jbp", "eu1")).contains("eu1");
  }

  @Test
  void oneTooManyLeavesWhenNobodyIsOnIt(TestNamespace namespace) {
    namespace.shard("eu1").awaitReady();
    var pool = BridgesOfPool.apply(operator, namespace, "eu1", 2).awaitServing(2);
    var busy = pool.pods().firstKey();
    var other = pool.pods().lastKey();
    pool.bridge(busy).join("big", 5);
    pool.bridge(other).join("small", 1);
    pool.awaitParticipants(6);
    namespace.kubectl("scale", "jbp", "eu1", "--replicas=1");
    pool.awaitPhase(other, "Draining");
    Eventually.pause(LONG_ENOUGH);
    assertThat(pool.pods()).as("somebody is on it").containsKey(other);
    pool.bridge(other).leave("small", 1);
    pool.awaitPods(busy);
    assertThat(pool.bridge(busy).endpoints()).isEqualTo(5);
  }

  @Test
  void whatIsNeededAgainIsTakenBack(TestNamespace namespace) {
    namespace.shard("eu1").awaitReady();
    var pool = BridgesOfPool.apply(operator, namespace, "eu1", 2).awaitServing(2);
    var before = pool.pods();
    before.keySet().forEach(each -> pool.bridge(each).join("room", 2));
    pool.awaitParticipants(4);
    namespace.kubectl("scale", "jbp", "eu1", "--replicas=1");
    pool.awaitDraining(1);
    namespace.kubectl("scale", "jbp", "eu1", "--replicas=2");
    pool.awaitServing(2);
    assertThat(pool.pods()).isEqualTo(before);
  }

  /** The hook of the pod waits, whoever has deleted it; meanwhile another takes its place. */
  @Test
  void aPodThatAPersonDeletesWaitsForItsPeople(TestNamespace namespace) {
    namespace.shard("eu1").awaitReady();
    var pool = BridgesOfPool.apply(operator, namespace, "eu1", 1).awaitServing(1);
    var bridge = pool.pods().firstKey();
    pool.bridge(bridge).join("room", 2);
    pool.awaitParticipants(2);
    namespace.kubectl("delete", "pod", bridge, "--wait=false");
    Eventually.see("another one comes", () -> pool.pods().size(), count -> count == 2);
    Eventually.pause(LONG_ENOUGH);
    assertThat(pool.bridge(bridge).endpoints()).as("people on it").isEqualTo(2);
    pool.bridge(bridge).leave("room", 2);
    pool.awaitOthersThan(Set.of(bridge));
    pool.awaitServing(1);
  }

  @Test
  void aDeletedPoolWaitsForItsPeople(TestNamespace namespace) {
    namespace.shard("eu1").awaitReady();
    var pool = BridgesOfPool.apply(operator, namespace, "eu1", 1).awaitServing(1);
    var bridge = pool.pods().firstKey();
    pool.bridge(bridge).join("room", 2);
    pool.awaitParticipants(2);
    namespace.kubectl("delete", "jbp", "eu1", "--wait=false");
    pool.awaitPhase(bridge, "Draining");
    Eventually.pause(LONG_ENOUGH);
    assertThat(pool.pods()).containsKey(bridge);
    pool.bridge(bridge).leave("room", 2);
    pool.awaitGone();
  }

  @Test
  void changedSettingsReplaceBridgesUnderCallsAndCutNobody(TestNamespace namespace) {
    var shard = namespace.shard("eu1").awaitReady();
    var pool = BridgesOfPool.apply(operator, namespace, "eu1", 2).awaitServing(2);
    var before = pool.pods();
    try (var one = shard.meet("one", 3);
        var two = shard.meet("two", 3)) {
      pool.awaitParticipants(6);
      namespace.kubectl(
          "patch",
          "jbp",
          "eu1",
          "--type=merge",
          "--patch={\"spec\":{\"region\":\"elsewhere\",\"drain\":{\"patience\":{\"update\":\"10s\"}}}}");
      pool.awaitOthersThan(before.keySet());
      pool.awaitServing(2);
      var fates = one.fates().plus(two.fates());
      assertThat(fates.cut()).as("cut off, of " + fates).isZero();
      assertThat(fates.mostMoves()).as("moves of one person, of " + fates).isLessThanOrEqualTo(2);
      assertThat(one.talking() + two.talking()).as("people who still talk").isEqualTo(6);
    }
  }
}
