package io.jitsioperator.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jitsioperator.testbed.jitsi.ConferenceBook.Load;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Nodes are drained, cut off, and lost. Each test waits for a minute or two, so all do so at once,
 * each on two nodes of its own.
 */
@OwnCluster(nodes = 12)
@Execution(ExecutionMode.CONCURRENT)
@Order(1)
class NodesIT {

  private static final List<String> SIGNALLING = List.of("prosody", "brewery", "jicofo");

  /** Longer than the operator needs to believe that a Jicofo is idle: two answers 5 s apart. */
  private static final Duration LONG_ENOUGH_TO_ERR = Duration.ofSeconds(12);

  private final RunningOperator operator;
  private final KubernetesClient client;

  NodesIT(RunningOperator operator) {
    this.operator = operator;
    this.client = operator.client();
  }

  /** A shard on two nodes that no other test touches. */
  private Shard shard(TestNamespace namespace, int pair, String... spec) {
    String selector = "{nodeSelector: {pair: '%d'}}".formatted(pair);
    for (int node : new int[] {2 * pair - 1, 2 * pair}) {
      namespace.kubectl("label", "node", "node-" + node, "pair=" + pair);
    }
    List<String> lines = new ArrayList<>(List.of(spec));
    List.of("prosody", "jicofo", "web").forEach(each -> lines.add(each + ": " + selector));
    return namespace.shard("eu1", lines.toArray(String[]::new));
  }

  /** Seen to fail when no pod had to leave a cordoned node. */
  @Test
  void aDrainOfAnIdleShardsNodeEndsByItself(TestNamespace namespace) {
    Shard shard = shard(namespace, 1).awaitReady();
    String node = nodeOf(shard, "prosody");
    Eventually.see("the drain of " + node + " ends", () -> drain(namespace, node), ""::equals);
    shard.awaitReady();
    for (String component : SIGNALLING) {
      assertThat(nodeOf(shard, component)).as("node of " + component).isNotEqualTo(node);
    }
    shard.await("UpdatePending=False");
  }

  @Test
  void aBusyShardKeepsItsNodeUntilTheLastConferenceHasEnded(TestNamespace namespace) {
    Shard shard = shard(namespace, 2, "updates: {deadline: 1m}").awaitReady();
    call(namespace, new Load(3, 12));
    shard.await("JicofoReady=True");
    Map<String, String> before = shard.pods();
    String node = nodeOf(shard, "prosody");
    namespace.kubectl("cordon", node);
    shard.awaitCondition("UpdatePending=True (NodeDrain)", node);
    // By then the deadline has passed too: it is for changes, not for drains.
    JicofoTrust.await(shard);
    Eventually.pause(LONG_ENOUGH_TO_ERR);
    shard.assertPods(before);
    call(namespace, Load.IDLE);
    Eventually.see(
        "Prosody is elsewhere",
        () -> pods(shard).getOrDefault("prosody", node),
        place -> !place.isEmpty() && !place.equals(node));
    shard.await("UpdatePending=False");
    shard.awaitReady();
  }

  /** Seen to fail when ports that answer did not count. */
  @Test
  void whatAnswersIsSparedAndWhatIsGoneIsGivenUp(TestNamespace namespace) {
    Shard shard = shard(namespace, 3).awaitReady();
    shard.await("SignallingNodeLost=False (NodesAlive)");
    String node = nodeOf(shard, "prosody");
    String uid = shard.pod("prosody").getMetadata().getUid();
    // Its kubelet is gone, its Prosody is not.
    operator.testbed().nodes().disconnect(node);
    shard.awaitCondition("SignallingNodeLost=True (NodeLostPortsAnswer)", node);
    assertThat(shard.pod("prosody").getMetadata().getUid()).isEqualTo(uid);
    assertThat(shard.pod("prosody").getMetadata().getDeletionTimestamp()).isNull();
    assertThat(shard.events()).noneMatch(event -> event.startsWith("SignallingFailedOver"));
    // Now everything on it is.
    operator.testbed().nodes().powerOff(node);
    shard.awaitEvent("SignallingFailedOver", node);
    Eventually.see(
        "Prosody is made anew",
        () -> shard.pods().getOrDefault("eu1-prosody-0", "none"),
        now -> !now.equals("none") && !now.equals(uid));
    shard.awaitReady();
    shard.await("SignallingNodeLost=False");
    assertThat(nodeOf(shard, "prosody")).isNotEqualTo(node);
  }

  /** Seen to fail when a node was dead after 0 s. */
  @Test
  void aNodeThatWasCutOffForAMomentKeepsItsPods(TestNamespace namespace) {
    Shard shard = shard(namespace, 4).awaitReady();
    Map<String, String> before = shard.pods();
    String node = nodeOf(shard, "prosody");
    operator.testbed().nodes().disconnect(node);
    shard.await("SignallingNodeLost=Unknown (NodeNotReady)");
    operator.testbed().nodes().connect(node);
    shard.await("SignallingNodeLost=False (NodesAlive)");
    shard.awaitReady();
    assertThat(signalling(shard.pods())).isEqualTo(signalling(before));
  }

  /** Seen to fail when the taint did not count. */
  @Test
  void outOfServiceIsAPersonsWord(TestNamespace namespace) {
    Shard shard = shard(namespace, 5).awaitReady();
    String node = nodeOf(shard, "prosody");
    operator.testbed().nodes().powerOff(node);
    namespace.kubectl(
        "taint", "node", node, "node.kubernetes.io/out-of-service=nodeshutdown:NoExecute");
    shard.awaitEvent("SignallingFailedOver", "out-of-service");
    shard.awaitReady();
    assertThat(nodeOf(shard, "prosody")).isNotEqualTo(node);
  }

  /** Seen to fail when a missing Node was taken for an unread one. */
  @Test
  void aNodeObjectThatIsGoneIsADeadNode(TestNamespace namespace) {
    Shard shard = shard(namespace, 6).awaitReady();
    String node = nodeOf(shard, "prosody");
    operator.testbed().nodes().powerOff(node);
    namespace.kubectl("delete", "node", node);
    shard.awaitEvent("SignallingFailedOver", "the node object does not exist");
    shard.awaitReady();
    assertThat(nodeOf(shard, "prosody")).isNotEqualTo(node);
  }

  /**
   * Drains as a node group's upgrade does, again and again: kubectl repeats a refused eviction by
   * name, so it goes on with the pod that meanwhile runs elsewhere under the same name.
   *
   * @return what kubectl complained of; empty when it was done
   */
  private static String drain(TestNamespace namespace, String node) {
    try {
      namespace.kubectl(
          "drain", node, "--ignore-daemonsets", "--delete-emptydir-data", "--timeout=12s");
      return "";
    } catch (UncheckedIOException notYet) {
      return String.valueOf(notYet.getMessage());
    }
  }

  private void call(TestNamespace namespace, Load load) {
    operator.images().conferences().set(namespace.name(), "eu1-jicofo-0", load);
  }

  private static String nodeOf(Shard shard, String component) {
    return shard.pod(component).getSpec().getNodeName();
  }

  /** Where each part of the signalling is, as far as it is. */
  private Map<String, String> pods(Shard shard) {
    var places = new TreeMap<String, String>();
    for (String component : SIGNALLING) {
      var pod =
          client.pods().inNamespace(shard.namespace()).withName(shard.part(component) + "-0").get();
      if (pod != null && pod.getSpec().getNodeName() != null) {
        places.put(component, pod.getSpec().getNodeName());
      }
    }
    return places;
  }

  private static Map<String, String> signalling(Map<String, String> pods) {
    var copy = new TreeMap<>(pods);
    copy.keySet().removeIf(name -> name.contains("-web-"));
    return copy;
  }
}
