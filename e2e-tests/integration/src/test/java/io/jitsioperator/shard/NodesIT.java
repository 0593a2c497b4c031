package io.jitsioperator.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jitsioperator.testbed.jitsi.ConferenceBook.Load;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** Nodes are drained, cut off, and lost; other tests need theirs. */
@ExtendWith(ShardCluster.class)
@Isolated
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

  @AfterEach
  void mend() {
    for (String node : operator.testbed().nodes().names()) {
      operator.testbed().nodes().connect(node);
      client
          .nodes()
          .withName(node)
          .edit(
              n ->
                  new NodeBuilder(n)
                      .editSpec()
                      .withUnschedulable(false)
                      .removeMatchingFromTaints(
                          t -> t.getKey().equals("node.kubernetes.io/out-of-service"))
                      .endSpec()
                      .build());
    }
  }

  @Test
  void aDrainOfAnIdleShardsNodeEndsByItself(TestNamespace namespace) {
    Shard shard = namespace.shard("eu1").awaitReady();
    String node = nodeOf(shard, "prosody");
    namespace.kubectl(
        "drain", node, "--ignore-daemonsets", "--delete-emptydir-data", "--timeout=170s");
    shard.awaitReady();
    for (String component : SIGNALLING) {
      assertThat(nodeOf(shard, component)).as("node of " + component).isNotEqualTo(node);
    }
    shard.await("UpdatePending=False");
  }

  @Test
  void aBusyShardKeepsItsNodeUntilTheLastConferenceHasEnded(TestNamespace namespace) {
    Shard shard = namespace.shard("eu1", "updates: {deadline: 1m}").awaitReady();
    call(namespace, new Load(3, 12));
    shard.await("JicofoReady=True");
    Map<String, String> before = shard.pods();
    String node = nodeOf(shard, "prosody");
    namespace.kubectl("cordon", node);
    shard.awaitCondition("UpdatePending=True (NodeDrain)", node);
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

  @Test
  void whatAnswersIsSparedAndWhatIsGoneIsGivenUp(TestNamespace namespace) {
    Shard shard = namespace.shard("eu1").awaitReady();
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

  @Test
  void aNodeThatWasCutOffForAMomentKeepsItsPods(TestNamespace namespace) {
    Shard shard = namespace.shard("eu1").awaitReady();
    Map<String, String> before = shard.pods();
    String node = nodeOf(shard, "prosody");
    operator.testbed().nodes().disconnect(node);
    shard.await("SignallingNodeLost=Unknown (NodeNotReady)");
    operator.testbed().nodes().connect(node);
    shard.await("SignallingNodeLost=False (NodesAlive)");
    // Ready again they are not: the simulated kubelet does not repeat what it said of its pods.
    assertThat(signalling(shard.pods())).isEqualTo(signalling(before));
  }

  @Test
  void outOfServiceIsAPersonsWord(TestNamespace namespace) {
    Shard shard = namespace.shard("eu1").awaitReady();
    String node = nodeOf(shard, "prosody");
    operator.testbed().nodes().powerOff(node);
    namespace.kubectl(
        "taint", "node", node, "node.kubernetes.io/out-of-service=nodeshutdown:NoExecute");
    shard.awaitEvent("SignallingFailedOver", "out-of-service");
    shard.awaitReady();
    assertThat(nodeOf(shard, "prosody")).isNotEqualTo(node);
  }

  @Test
  void aNodeObjectThatIsGoneIsADeadNode(TestNamespace namespace) {
    Shard shard = namespace.shard("eu1").awaitReady();
    String node = nodeOf(shard, "prosody");
    operator.testbed().nodes().powerOff(node);
    namespace.kubectl("delete", "node", node);
    shard.awaitEvent("SignallingFailedOver", "the node object does not exist");
    shard.awaitReady();
    assertThat(nodeOf(shard, "prosody")).isNotEqualTo(node);
  }

  @Test
  void withoutTheRightItIsBlindAndSaysSo(TestNamespace namespace) {
    Shard shard = namespace.shard("eu1").awaitReady();
    shard.await("NodesVisible=True");
    String binding = "clusterrolebinding/jitsi-operator-nodes";
    String manifest = namespace.kubectl("get", binding, "-o", "yaml");
    namespace.kubectl("delete", binding);
    operator.kill();
    operator.startAgain();
    shard.awaitCondition("NodesVisible=False", "install/rbac-nodes.yaml");
    shard.await("Ready=True");
    namespace.kubectlWith(manifest, "create", "-f", "-");
    shard.await("NodesVisible=True");
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
