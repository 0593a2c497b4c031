package io.jitsioperator.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.policy.v1.EvictionBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
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
    var shard = namespace.shard("eu1", "networkPolicy: { enabled: false }").awaitReady();
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
    assertThatThrownBy(
            () ->
                namespace
                    .client()
                    .pods()
                    .inNamespace(namespace.name())
                    .withName(pod)
                    .evict(eviction))
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(429));
    assertThat(namespace.kubectl("get", "jbp", "eu1")).contains("eu1");
  }

  @Test
  void oneTooManyLeavesWhenNobodyIsOnIt(TestNamespace namespace) {
    namespace.shard("eu1", "networkPolicy: { enabled: false }").awaitReady();
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
    namespace.shard("eu1", "networkPolicy: { enabled: false }").awaitReady();
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

  @Test
  void aDeletedPoolWaitsForItsPeople(TestNamespace namespace) {
    namespace.shard("eu1", "networkPolicy: { enabled: false }").awaitReady();
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
}
