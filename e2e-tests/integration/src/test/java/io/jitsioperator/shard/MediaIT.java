package io.jitsioperator.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** However participants shall reach bridges: each has a port, an address, and what leads there. */
@ExtendWith(ShardCluster.class)
@Execution(ExecutionMode.CONCURRENT)
class MediaIT {

  private final RunningOperator operator;

  MediaIT(RunningOperator operator) {
    this.operator = operator;
  }

  /** The namespace is as strict as Kubernetes has them: no pod asks for a port of its node. */
  @Test
  void aPortOfEveryNodeLeadsToOneBridge(TestNamespace namespace) {
    var shard = namespace.shard("eu1").awaitReady();
    var media = "{ exposure: NodePort, ports: { from: 31000, to: 31003 } }";
    var pool = BridgesOfPool.reached(operator, namespace, "ports", 2, media).awaitServing(2);
    assertThat(pool.ports()).containsExactly(31000, 31001);
    for (Service service : pool.services()) {
      var port = service.getSpec().getPorts().getFirst();
      assertThat(port.getNodePort()).isEqualTo(port.getPort());
      assertThat(selected(service)).containsExactly(service.getMetadata().getName());
      assertThat(pool.address(service.getMetadata().getName())).endsWith(":" + port.getNodePort());
      assertThat(pool.bridge(service.getMetadata().getName()).advertised())
          .allMatch(address -> address.endsWith(":" + port.getNodePort()));
    }
    try (var call = shard.meet("one", 3)) {
      Eventually.see("three people talk", call::talking, count -> count == 3);
    }
    namespace.kubectl("scale", "jbp", "ports", "--replicas=1");
    pool.awaitServices(1);
    namespace.kubectl("delete", "jbp", "ports", "--timeout=120s");
    pool.awaitServices(0);
  }

  private List<String> selected(Service service) {
    return operator
        .client()
        .pods()
        .inNamespace(service.getMetadata().getNamespace())
        .withLabels(service.getSpec().getSelector())
        .list()
        .getItems()
        .stream()
        .map((Pod pod) -> pod.getMetadata().getName())
        .toList();
  }

  @Test
  void aPortThatIsTakenIsToldAndAnotherIsFound(TestNamespace namespace) {
    namespace.shard("eu1").awaitReady();
    namespace.apply(
        """
        apiVersion: v1
        kind: Service
        metadata: { name: stranger }
        spec:
          type: NodePort
          selector: { app: stranger }
          ports: [{ protocol: UDP, port: 53, nodePort: 31100 }]
        """);
    var media = "{ exposure: NodePort, ports: { from: 31100, to: 31101 } }";
    var pool = BridgesOfPool.reached(operator, namespace, "taken", 1, media).awaitServing(1);
    assertThat(pool.ports()).containsExactly(31101);
    assertThat(namespace.kubectl("get", "events", "-o", "jsonpath={.items[*].reason}"))
        .contains("PortTaken");
    var before = pool.pods();
    namespace.kubectl("scale", "jbp", "taken", "--replicas=2");
    var said =
        new Pool(operator, namespace.name(), "taken").await("MediaAddressed=False (NoPortLeft)");
    assertThat(said).contains("31100").contains("spec.media.ports");
    assertThat(pool.pods()).isEqualTo(before);
    namespace.kubectl("delete", "service", "stranger");
    pool.awaitServing(2);
    assertThat(pool.ports()).containsExactly(31100, 31101);
    assertThat(pool.pods()).containsAllEntriesOf(before);
  }

  @Test
  void portsThatTheClusterDoesNotGiveAreTold(TestNamespace namespace) {
    namespace.shard("eu1").awaitReady();
    var pool = BridgesOfPool.reached(operator, namespace, "wrong", 1, "{ exposure: NodePort }");
    var said =
        new Pool(operator, namespace.name(), "wrong")
            .await("MediaAddressed=False (PortOutOfRange)");
    assertThat(said).contains("30000 to 32767");
    assertThat(pool.services()).isEmpty();
  }

  /** The test is the cloud. */
  @Test
  void aBridgeIsMadeWhenItsServiceHasAnAddress(TestNamespace namespace) {
    namespace.shard("eu1").awaitReady();
    var media = "{ exposure: LoadBalancer }";
    var pool = BridgesOfPool.reached(operator, namespace, "cloud", 1, media);
    new Pool(operator, namespace.name(), "cloud").await("MediaAddressed=False (AddressPending)");
    var first = pool.awaitServices(1).getFirst().getMetadata().getName();
    assertThat(pool.pods()).isEmpty();
    give(namespace, first, "ip", "198.51.100.7");
    pool.awaitServing(1);
    assertThat(pool.bridge(first).advertised()).containsExactly("198.51.100.7:10000");
    assertThat(pool.address(first)).isEqualTo("198.51.100.7:10000");
    var before = pool.pods();
    namespace.kubectl("scale", "jbp", "cloud", "--replicas=2");
    var second =
        pool.awaitServices(2).stream()
            .map(service -> service.getMetadata().getName())
            .filter(name -> !name.equals(first))
            .findFirst()
            .orElseThrow();
    assertThat(pool.pods()).isEqualTo(before);
    give(namespace, second, "hostname", "localhost");
    pool.awaitServing(2);
    assertThat(pool.address(second)).isEqualTo("127.0.0.1:10000");
    assertThat(pool.pods()).containsAllEntriesOf(before);
    give(namespace, first, "ip", "198.51.100.8");
    var said =
        new Pool(operator, namespace.name(), "cloud")
            .await("MediaAddressed=False (AddressChanged)");
    assertThat(said).contains(first);
    namespace.kubectl("delete", "jbp", "cloud", "--timeout=120s");
    pool.awaitServices(0);
  }

  private static void give(TestNamespace namespace, String service, String field, String value) {
    namespace.kubectl(
        "patch",
        "service",
        service,
        "--subresource=status",
        "--type=merge",
        "--patch={\"status\":{\"loadBalancer\":{\"ingress\":[{\"%s\":\"%s\"}]}}}"
            .formatted(field, value));
  }

  @Test
  void poolsOnTheSameNodesShareNoPort(TestNamespace namespace) {
    namespace.shard("eu1").awaitReady();
    var privileged = "pod-security.kubernetes.io/enforce=privileged";
    namespace.kubectl("label", "namespace", namespace.name(), "--overwrite", privileged);
    var media = "{ ports: { from: 12000, to: 12003 } }";
    var one = BridgesOfPool.reached(operator, namespace, "one", 2, media).awaitServing(2);
    var two = BridgesOfPool.reached(operator, namespace, "two", 2, media).awaitServing(2);
    var ports = new ArrayList<>(one.ports());
    ports.addAll(two.ports());
    assertThat(ports).hasSize(4);
    assertThat(new HashSet<>(ports)).as("ports of both pools: %s", ports).hasSize(4);
  }
}
