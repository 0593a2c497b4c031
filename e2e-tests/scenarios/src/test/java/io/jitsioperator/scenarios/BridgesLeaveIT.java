package io.jitsioperator.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.jitsioperator.testbed.jitsi.Conference;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever takes a bridge away waits for the people on it, and nobody is cut. */
@Scenario
@Order(5)
class BridgesLeaveIT {

  /** Longer than a bridge on which nobody is takes to end, and than a signal takes to kill one. */
  private static final Duration A_WHILE = Duration.ofSeconds(30);

  private static final String MORTAL =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: mortal}
      spec:
        nodeName: %s
        tolerations: [{key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute, tolerationSeconds: 0}]
        containers: [{name: mortal, image: '%s', imagePullPolicy: IfNotPresent, command: [sleep, '3600']}]
      """;

  private Shard shard;
  private Pool pool;
  private Endings endings;

  @BeforeEach
  void aShardOnTheFirstNode(Operator operator, Tenant tenant) {
    operator.ready();
    endings = new Endings(tenant);
    pool = new Pool(tenant, "eu1");
    shard =
        tenant
            .allowPortsOfNodes()
            .shard(
                "eu1",
                Shard.preferring("prosody", Cluster.FIRST),
                Shard.preferring("jicofo", Cluster.FIRST));
  }

  private void aBridgeOnTheSecondNode(Tenant tenant, String exposure) {
    tenant.pool(
        "eu1",
        // Behind the port of a node answers come from the address that was asked. On the network of
        // the node the simulated bridge answers from the first address that the node has.
        "media: {exposure: %s, advertise: %s, ports: {from: %d}}"
            .formatted(
                exposure,
                exposure.equals("HostPort") ? "NodeExternalIP" : "NodeInternalIP",
                tenant.mediaPort()),
        Shard.preferring(Cluster.SECOND),
        "drain: {patience: {node: 15s}}");
    shard.awaitReady();
    pool.awaitServing(1);
    assertThat(pool.pod().getSpec().getNodeName()).isEqualTo(Cluster.SECOND);
  }

  @AfterEach
  void asBefore(Cluster cluster) {
    endings.close();
    cluster.startKubelet(Cluster.SECOND);
    cluster.kubectl("wait", "node", Cluster.SECOND, "--for=condition=Ready", "--timeout=120s");
    cluster.kubectl("uncordon", Cluster.SECOND);
  }

  private Conference meet() {
    Conference conference = shard.meet("standup", 3);
    // In their first second people who hear nothing do not know it yet.
    Story.pause(Duration.ofSeconds(2));
    Story.eventually(
        "all have sound and picture", () -> assertThat(conference.talking()).isEqualTo(3));
    return conference;
  }

  @Test
  void aDrainedNodeWaitsUntilPeopleWereMoved(Cluster cluster, Tenant tenant) {
    aBridgeOnTheSecondNode(tenant, "HostPort");
    Pod bridge = pool.pod();
    try (Conference conference = meet()) {
      assertThatThrownBy(() -> Eviction.of(cluster, bridge))
          .hasMessageContaining("disruption budget");
      Story.say("kubectl drain of the node of a busy bridge");
      Instant start = Instant.now();
      CompletableFuture<Void> drain = Eviction.drainBeside(cluster, Cluster.SECOND);
      pool.await(name(bridge) + " is Draining on second");
      assertThat(drain).as("kubectl drain waits").isNotDone();
      Story.eventually(
          "the bridge ends by itself", () -> assertThat(endings.code(bridge)).contains(0));
      drain.join();
      Story.say(
          "kubectl drain has ended after %d s", Duration.between(start, Instant.now()).toSeconds());
      var fates = conference.fates();
      assertThat(fates.cut()).as("cut off, of " + fates).isZero();
      assertThat(fates.moved()).as("moved, of " + fates).isEqualTo(3);
      assertThat(fates.mostMoves()).as("moves of one person, of " + fates).isEqualTo(1);
      assertThat(conference.talking()).isEqualTo(3);
    }
    pool.awaitServing(1);
    assertThat(pool.pod().getSpec().getNodeName()).isEqualTo(Cluster.FIRST);
  }

  /** The hook of a bridge on the network of its node asks that address, not its own. */
  @ParameterizedTest
  @ValueSource(strings = {"HostPort", "HostNetwork"})
  void aDeletedBridgeWaitsForItsCall(String exposure, Tenant tenant) {
    aBridgeOnTheSecondNode(tenant, exposure);
    Pod bridge = pool.pod();
    String name = name(bridge);
    Instant hungUp;
    try (Conference conference = meet()) {
      Story.say("kubectl delete pod of a busy bridge");
      tenant.kubectl("delete", "pod", name, "--wait=false");
      Story.eventually(
          "another takes its place",
          () ->
              assertThat(pool.says())
                  .anyMatch(line -> line.contains(" is Active on " + Cluster.FIRST)));
      Story.pause(A_WHILE);
      assertThat(endings.code(bridge)).as("exit code while people are on it").isEmpty();
      assertThat(conference.talking()).isEqualTo(3);
      assertThat(conference.cut()).isEmpty();
      assertThat(conference.fates().moved()).as("nobody is moved").isZero();
      hungUp = Instant.now();
    }
    Story.say("they have hung up");
    pool.awaitServing(1);
    Story.say("the bridge is gone %d s later", Duration.between(hungUp, Instant.now()).toSeconds());
    assertThat(endings.code(bridge)).as("the code of a graceful end").contains(0);
    Story.say("kubectl get events: %s", events(tenant, name));
  }

  /** A pod without the tolerations of a bridge is the proof that this node counts as lost. */
  @Test
  void aNodeThatIsNotReadyKeepsItsBridge(Cluster cluster, Tenant tenant) {
    aBridgeOnTheSecondNode(tenant, "HostPort");
    Pod bridge = pool.pod();
    assertThat(bridge.getSpec().getTolerations())
        .as("admission gives pods that tolerate no lost node five minutes")
        .noneMatch(each -> each.getTolerationSeconds() != null);
    tenant.apply(MORTAL.formatted(Cluster.SECOND, image(bridge)));
    tenant.kubectl("wait", "pod/mortal", "--for=condition=Ready", "--timeout=60s");
    try (Conference conference = meet()) {
      Story.say("the kubelet of its node stops");
      cluster.stopKubelet(Cluster.SECOND);
      Story.eventually(
          "Kubernetes wants the other pod to go",
          () -> assertThat(pod(tenant, "mortal").getMetadata().getDeletionTimestamp()).isNotNull());
      Story.pause(A_WHILE);
      Story.say("the pool says %s", pool.says());
      assertThat(pod(tenant, name(bridge)).getMetadata().getDeletionTimestamp()).isNull();
      assertThat(conference.talking()).isEqualTo(3);
      cluster.startKubelet(Cluster.SECOND);
      pool.await(name(bridge) + " is Active on second");
      assertThat(conference.talking()).isEqualTo(3);
      assertThat(conference.cut()).isEmpty();
      assertThat(conference.fates().moved()).as("moved").isZero();
    }
    Pod after = pod(tenant, name(bridge));
    assertThat(after.getMetadata().getUid()).isEqualTo(bridge.getMetadata().getUid());
    assertThat(Shard.restarts(after)).isZero();
  }

  private static Pod pod(Tenant tenant, String name) {
    return tenant
        .cluster()
        .client()
        .pods()
        .inNamespace(tenant.namespace())
        .withName(name)
        .require();
  }

  private static String events(Tenant tenant, String pod) {
    return tenant.kubectl(
        "get", "events", "--field-selector=type=Warning,involvedObject.name=" + pod);
  }

  private static String image(Pod pod) {
    return pod.getSpec().getContainers().getFirst().getImage();
  }

  private static String name(Pod pod) {
    return pod.getMetadata().getName();
  }
}
