package io.jitsioperator.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jitsioperator.testbed.network.Peer;
import io.jitsioperator.testbed.network.PodNetwork;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SmallTestbed.class)
class NetworkIT {

  private static final String PODS =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: server, labels: {app: server}}
      spec:
        hostname: server
        subdomain: headless
        containers: [{name: c, image: listen, ports: [{name: main, containerPort: 8080}]}]
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: friend, labels: {app: friend}}
      spec: {containers: [{name: c, image: listen}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: server}
      spec: {selector: {app: server}, ports: [{port: 80, targetPort: main}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: headless}
      spec: {clusterIP: None, selector: {app: server}, ports: [{port: 8080}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: nobody}
      spec: {selector: {app: nobody}, ports: [{port: 80}]}
      """;

  private static final String FRIENDS_ONLY =
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: friends-only}
      spec:
        podSelector: {matchLabels: {app: server}}
        ingress: [{from: [{podSelector: {matchLabels: {app: friend}}}], ports: [{port: main}]}]
      """;

  private final Testbed testbed;
  private final KubernetesClient client;
  private String namespace = "";
  private Manifests manifests;

  NetworkIT(SmallTestbed.Shared shared) {
    testbed = shared.testbed();
    client = testbed.client();
    manifests = Manifests.inNewNamespace(client);
  }

  @BeforeEach
  void twoPods() {
    namespace = manifests.namespace();
    manifests.apply(PODS);
    client.pods().inNamespace(namespace).withName("server").waitUntilReady(30, TimeUnit.SECONDS);
    client.pods().inNamespace(namespace).withName("friend").waitUntilReady(30, TimeUnit.SECONDS);
  }

  @Test
  void everyFormOfANameLeadsToThePod() throws IOException {
    PodNetwork friend = testbed.network().forPod(namespace, "friend");
    String ip =
        client.pods().inNamespace(namespace).withName("server").get().getStatus().getPodIP();
    for (String suffix :
        new String[] {
          "",
          "." + namespace,
          "." + namespace + ".svc",
          "." + namespace + ".svc.cluster.local",
          "." + namespace + ".svc.cluster.local."
        }) {
      assertThat(friend.resolve("server" + suffix, 80))
          .as("server" + suffix)
          .hasToString("/" + ip + ":8080");
    }
    assertThat(friend.resolve("headless", 9999))
        .as("headless: no port is translated")
        .hasToString("/" + ip + ":9999");
    assertThat(friend.resolve("server.headless." + namespace + ".svc", 1))
        .hasToString("/" + ip + ":1");
    assertThat(friend.resolve(ip, 8080)).hasToString("/" + ip + ":8080");
    String clusterIp =
        client.services().inNamespace(namespace).withName("server").get().getSpec().getClusterIP();
    assertThat(friend.resolve(clusterIp, 80)).hasToString("/" + ip + ":8080");
  }

  @Test
  void whatLeadsNowhereSaysWhy() {
    PodNetwork friend = testbed.network().forPod(namespace, "friend");
    assertThatThrownBy(() -> friend.resolve("serber", 80))
        .isInstanceOf(UnknownHostException.class)
        .hasMessageContaining("no Service stands behind the name serber");
    assertThatThrownBy(() -> friend.resolve("server", 81))
        .isInstanceOf(ConnectException.class)
        .hasMessageEndingWith("has no TCP port 81");
    assertThatThrownBy(() -> friend.resolve("nobody", 80))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("selects no pod");
    assertThatThrownBy(
            () ->
                testbed
                    .network()
                    .forPeer(Peer.pod("x", "default", Map.of(), Map.of(), ""))
                    .resolve("server", 80))
        .as("a short name of another namespace")
        .isInstanceOf(UnknownHostException.class);
  }

  @Test
  void aPolicyLetsFriendsInAndNobodyElse() throws IOException {
    manifests.apply(FRIENDS_ONLY);
    Peer stranger = Peer.pod("a stranger", namespace, Map.of(), Map.of("app", "stranger"), "");
    Peer outside = Peer.outside("the internet", "192.0.2.1");
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> testbed.network().forPeer(stranger).resolve("server", 80))
                    .isInstanceOf(ConnectException.class)
                    .hasMessage(
                        "NetworkPolicy %s/friends-only refuses ingress of pod %s/server port 8080 from a stranger",
                        namespace, namespace));
    assertThatThrownBy(() -> testbed.network().forPeer(outside).resolve("server." + namespace, 80))
        .isInstanceOf(ConnectException.class);
    assertThat(testbed.network().forPod(namespace, "friend").resolve("server", 80).getPort())
        .isEqualTo(8080);
  }

  @Test
  void aPodWithoutEgressDoesNotEvenGetAName() {
    manifests.apply(
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: no-way-out}
        spec: {podSelector: {matchLabels: {app: friend}}, policyTypes: [Egress]}
        """);
    PodNetwork friend = testbed.network().forPod(namespace, "friend");
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> friend.resolve("server", 80))
                    .isInstanceOf(UnknownHostException.class)
                    .hasMessageContaining("no-way-out refuses egress"));
  }
}
