package io.jitsioperator.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.jitsioperator.testbed.jitsi.Conference;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Nodes are drained with {@code kubectl drain} and nothing else. */
@Scenario
@Order(3)
class NodeDrainIT {

  /** Long enough that an operator that does not wait for calls would have moved the pods. */
  private static final Duration A_WHILE = Duration.ofSeconds(25);

  @AfterEach
  void uncordon(Cluster cluster) {
    cluster.kubectl("uncordon", Cluster.SECOND);
  }

  @Test
  void anEvictionOfWhatHoldsCallsIsRefused(Cluster cluster, Operator operator, Tenant tenant) {
    operator.ready();
    Shard shard = tenant.shard("eu1").awaitReady();
    for (String component : Shard.SINGLETONS) {
      assertThatThrownBy(() -> Eviction.of(cluster, shard.pod(component)))
          .hasMessageContaining("disruption budget");
    }
    Pod web = shard.webPods().getFirst();
    Eviction.of(cluster, web);
    Story.eventually(
        "two other web pods are there",
        () ->
            assertThat(shard.webPods())
                .hasSize(2)
                .allMatch(Shard::ready)
                .noneMatch(each -> each.getMetadata().getUid().equals(web.getMetadata().getUid())));
  }

  @Test
  void anIdleShardLeaves(Cluster cluster, Operator operator, Tenant tenant) {
    operator.ready();
    Shard shard = onTheSecondNode(tenant);
    Story.say("kubectl drain of the node of an idle shard");
    CompletableFuture<Void> drain = Eviction.drainBeside(cluster, Cluster.SECOND);
    awaitMoved(shard);
    assertEnds(cluster, drain);
  }

  @Test
  void aBusyShardStaysUntilTheLastCallHasEnded(Cluster cluster, Operator operator, Tenant tenant) {
    operator.ready();
    Shard shard = onTheSecondNode(tenant);
    CompletableFuture<Void> drain;
    try (Conference conference = shard.meet("standup", 2)) {
      Story.say("kubectl drain of the node of a busy shard");
      drain = Eviction.drainBeside(cluster, Cluster.SECOND);
      shard.await("UpdatePending=True (NodeDrain)", "");
      Story.pause(A_WHILE);
      assertThat(drain).as("kubectl drain waits").isNotDone();
      assertThat(conference.cut()).isEmpty();
    }
    Story.say("they have hung up");
    awaitMoved(shard);
    assertEnds(cluster, drain);
  }

  private static Shard onTheSecondNode(Tenant tenant) {
    Shard shard =
        tenant
            .shard(
                "eu1",
                Shard.preferring("prosody", Cluster.SECOND),
                Shard.preferring("jicofo", Cluster.SECOND))
            .awaitReady();
    assertThat(Shard.SINGLETONS)
        .allMatch(each -> Cluster.SECOND.equals(shard.pod(each).getSpec().getNodeName()));
    return shard;
  }

  private static void awaitMoved(Shard shard) {
    Story.eventually(
        "the pods of " + shard.name() + " are on the other node",
        () ->
            assertThat(Shard.SINGLETONS)
                .allMatch(each -> Cluster.FIRST.equals(shard.pod(each).getSpec().getNodeName())));
    shard.awaitServing();
  }

  /**
   * kubectl knows pods by their names and asks every 5 s: when a new pod has the name before that,
   * it goes on asking for that one, in vain. docs/updates.md says to begin again, and then it ends.
   */
  private static void assertEnds(Cluster cluster, CompletableFuture<Void> drain) {
    Story.say(
        drain.isDone() ? "kubectl drain has ended" : "the node is empty: kubectl drain, once more");
    Eviction.drain(cluster, Cluster.SECOND);
  }
}
