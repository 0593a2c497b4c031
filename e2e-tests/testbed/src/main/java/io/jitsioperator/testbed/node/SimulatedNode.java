package io.jitsioperator.testbed.node;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeConditionBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;

/** One node: its object, its Lease, and whether it can reach the API server. */
final class SimulatedNode implements AutoCloseable {

  /** A kubelet renews its Lease every 10 s; after 40 s without, the node counts as lost. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  private static final String LEASES = "kube-node-lease";

  private final KubernetesClient client;
  private final String name;
  private final String ip;
  private final String zone;
  private final Map<String, Quantity> capacity;
  private final Thread heart;
  private volatile boolean connected = true;

  SimulatedNode(
      KubernetesClient client, String name, String ip, String zone, NodeSettings settings) {
    this.client = client;
    this.name = name;
    this.ip = ip;
    this.zone = zone;
    this.capacity =
        Map.of(
            "cpu",
            new Quantity(settings.cpu()),
            "memory",
            Quantity.parse(settings.memory()),
            "ephemeral-storage",
            Quantity.parse("1Ti"),
            "pods",
            new Quantity(String.valueOf(settings.pods())));
    this.heart = Thread.ofVirtual().name("heart of " + name).unstarted(this::beat);
  }

  /** Makes the node known and keeps it alive. */
  void register() {
    client.nodes().resource(node()).create();
    renew();
    heart.start();
  }

  String name() {
    return name;
  }

  String ip() {
    return ip;
  }

  Map<String, Quantity> capacity() {
    return capacity;
  }

  boolean connected() {
    return connected;
  }

  void disconnect() {
    connected = false;
  }

  /** A kubelet whose Node was deleted meanwhile makes it anew. */
  void connect() {
    connected = true;
    if (client.nodes().withName(name).get() == null) {
      client.nodes().resource(node()).create();
    }
    renew();
    client.nodes().resource(node()).patchStatus();
  }

  private void beat() {
    try {
      while (true) {
        Thread.sleep(HEARTBEAT);
        if (connected) {
          tryRenew();
        }
      }
    } catch (InterruptedException closed) {
      // The node is removed, or the testbed ends.
    }
  }

  private void tryRenew() {
    try {
      renew();
    } catch (KubernetesClientException e) {
      // The next beat tries again; four in a row make the node NotReady, as it should be.
    }
  }

  private void renew() {
    Node node = client.nodes().withName(name).get();
    if (node != null) {
      client.leases().inNamespace(LEASES).resource(lease(node)).forceConflicts().serverSideApply();
    }
  }

  private Lease lease(Node node) {
    return new LeaseBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(LEASES)
        .addNewOwnerReference()
        .withApiVersion("v1")
        .withKind("Node")
        .withName(name)
        .withUid(node.getMetadata().getUid())
        .endOwnerReference()
        .endMetadata()
        .withNewSpec()
        .withHolderIdentity(name)
        .withLeaseDurationSeconds(40)
        .withRenewTime(ZonedDateTime.now(ZoneOffset.UTC))
        .endSpec()
        .build();
  }

  private Node node() {
    String now = StatusRendering.now();
    return new NodeBuilder()
        .withNewMetadata()
        .withName(name)
        .addToLabels("kubernetes.io/hostname", name)
        .addToLabels("kubernetes.io/os", "linux")
        .addToLabels("topology.kubernetes.io/zone", zone)
        .addToLabels("topology.kubernetes.io/region", "testbed")
        .endMetadata()
        .withNewStatus()
        .withCapacity(capacity)
        .withAllocatable(capacity)
        .addNewAddress(ip, "InternalIP")
        .addNewAddress(name, "Hostname")
        .withConditions(
            new NodeConditionBuilder()
                .withType("Ready")
                .withStatus("True")
                .withReason("KubeletReady")
                .withMessage("simulated kubelet is posting ready status")
                .withLastHeartbeatTime(now)
                .withLastTransitionTime(now)
                .build())
        .endStatus()
        .build();
  }

  @Override
  public void close() {
    heart.interrupt();
  }
}
