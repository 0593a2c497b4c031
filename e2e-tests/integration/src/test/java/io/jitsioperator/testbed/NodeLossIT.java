package io.jitsioperator.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.jitsioperator.testbed.node.NodeSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** In a testbed of its own, as it takes nodes away; its methods follow each other. */
@TestInstance(Lifecycle.PER_CLASS)
class NodeLossIT {

  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec:
        terminationGracePeriodSeconds: 1
        containers: [{name: c, image: listen}]
        tolerations: [{operator: Exists, effect: NoExecute}]
      """;

  private Testbed testbed;
  private KubernetesClient client;
  private PodResource pod;
  private String node;

  @BeforeAll
  void start() throws IOException {
    testbed = Testbed.start(new Programs(), NodeSettings.small());
    client = testbed.client();
  }

  @BeforeEach
  void place() {
    Manifests manifests = Manifests.inNewNamespace(client);
    manifests.apply(POD);
    pod = client.pods().inNamespace(manifests.namespace()).withName("p");
    node = pod.waitUntilReady(90, TimeUnit.SECONDS).getSpec().getNodeName();
  }

  @AfterEach
  void repair() {
    testbed.nodes().connect(node);
    eventually().until(() -> ready(node).equals("True"));
  }

  @AfterAll
  void stop() {
    testbed.close();
  }

  @Test
  void aNodeThatIsCutOffServesOnAndCatchesUpLater() {
    testbed.nodes().disconnect(node);
    await("node lost").atMost(Duration.ofSeconds(120)).until(() -> ready(node).equals("Unknown"));
    assertThat(serves()).isTrue();
    pod.delete();
    Pod terminating = pod.get();
    assertThat(terminating.getMetadata().getDeletionTimestamp()).isNotNull();
    assertThat(serves()).isTrue();
    testbed.nodes().connect(node);
    eventually().until(() -> pod.get() == null);
    eventually().until(() -> ready(node).equals("True"));
    assertThat(terminating.getStatus().getPodIP()).isNotNull();
  }

  @Test
  void aPodThatWasForcedAwayIsKilledWhenItsNodeComesBack() {
    String address = pod.get().getStatus().getPodIP();
    testbed.nodes().disconnect(node);
    pod.withGracePeriod(0).delete();
    eventually().until(() -> pod.get() == null);
    assertThat(serves(address)).isTrue();
    testbed.nodes().connect(node);
    eventually().until(() -> !serves(address));
  }

  @Test
  void aNodeWithoutPowerTakesItsPodsWithIt() {
    String address = pod.get().getStatus().getPodIP();
    testbed.nodes().powerOff(node);
    assertThat(serves(address)).isFalse();
    assertThat(pod.get().getStatus().getPhase()).isEqualTo("Running");
    testbed.nodes().connect(node);
    eventually().until(this::serves);
    eventually()
        .until(
            () -> pod.get().getStatus().getContainerStatuses().getFirst().getRestartCount() == 1);
  }

  private ConditionFactory eventually() {
    return await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(100));
  }

  private String ready(String name) {
    return client.nodes().withName(name).get().getStatus().getConditions().stream()
        .filter(each -> each.getType().equals("Ready"))
        .findFirst()
        .orElseThrow()
        .getStatus();
  }

  private boolean serves() {
    return serves(pod.get().getStatus().getPodIP());
  }

  private static boolean serves(String address) {
    try (Socket socket = new Socket(InetAddress.ofLiteral(address), 8080)) {
      return socket.isConnected();
    } catch (IOException refused) {
      return false;
    }
  }
}
