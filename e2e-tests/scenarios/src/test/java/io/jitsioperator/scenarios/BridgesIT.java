package io.jitsioperator.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.jitsioperator.testbed.jitsi.Conference;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** How bridges come, and where participants find them. */
@Scenario
@Order(4)
class BridgesIT {

  private static final String KILL =
      "for p in /proc/[0-9]*; do case $(cat $p/comm) in java) kill -9 ${p#/proc/};; esac; done";

  /**
   * Prosody keeps the session of a killed process for 15 s, in case it comes back, and hands it
   * what Jicofo asks the bridge: who comes in that time waits.
   */
  private static final Duration HIBERNATION = Duration.ofSeconds(17);

  @Test
  void oneChartBringsAShardWithItsBridges(Cluster cluster, Operator operator, Tenant tenant) {
    operator.ready();
    installChart(cluster, tenant);
    Pool pool = new Pool(tenant, "eu1");
    Story.say("the namespace does not let pods use ports of nodes");
    pool.await("Ready=False (PodSecurity)");
    tenant.allowPortsOfNodes();
    pool.awaitServing(2);
    Shard shard = new Shard(tenant, "eu1").awaitReady();
    shard.await("BridgesAvailable=True", "");
    assertThat(pool.pods())
        .as("two bridges of one port are on two nodes")
        .extracting(pod -> pod.getSpec().getNodeName())
        .containsExactlyInAnyOrder(Cluster.FIRST, Cluster.SECOND);
    peopleMeet(shard, pool);
  }

  private static void peopleMeet(Shard shard, Pool pool) {
    for (Pod pod : pool.pods()) {
      Story.say("participants are told %s", pool.address(pod));
      Story.eventually(
          "the media of %s answers at %s".formatted(pod.getMetadata().getName(), pool.address(pod)),
          () -> assertThat(MediaPort.ask(pool.address(pod))).isEqualTo("unknown"));
    }
    try (Conference conference = shard.meet("hello", 3)) {
      Story.pause(Duration.ofSeconds(2));
      Story.eventually(
          "all have sound and picture", () -> assertThat(conference.talking()).isEqualTo(3));
      assertThat(conference.cut()).isEmpty();
    }
  }

  @Test
  void aStrictNamespaceReachesItsBridgesByServices(Operator operator, Tenant tenant) {
    operator.ready();
    Shard shard = tenant.shard("eu1");
    Pool pool =
        tenant.pool(
            "eu1", "replicas: 2", "media: {exposure: NodePort, ports: {from: 30100, to: 30109}}");
    pool.awaitServing(2);
    shard.awaitReady();
    assertThat(pool.pods())
        .as("where participants find them")
        .extracting(pool::address)
        .doesNotHaveDuplicates();
    peopleMeet(shard, pool);
  }

  private static void installChart(Cluster cluster, Tenant tenant) {
    Story.say("helm install of the shard's chart");
    new Helm(Settings.repository().resolve("helm-chart/jitsi"))
        .install()
        .withName("eu1")
        .withNamespace(tenant.namespace())
        .withKubeConfigContents(cluster.kubeconfig())
        .set("shard.spec.domain", "eu1.example.com")
        .set("shard.spec.images.repository", Settings.jitsiImages().repository())
        .set("bridges.enabled", true)
        .set("bridges.replicas", 2)
        .set("bridges.spec.media.ports.from", tenant.mediaPort())
        .set("bridges.spec.resources.requests.cpu", "50m")
        .set("bridges.spec.resources.requests.memory", "256Mi")
        .set("bridges.spec.resources.limits.memory", "256Mi")
        .call();
  }

  @Test
  void aBridgeStartsWithTheExternalAddressOfItsNode(
      Cluster cluster, Operator operator, Tenant tenant) {
    operator.ready();
    Shard shard = tenant.allowPortsOfNodes().shard("eu1");
    Pool pool = tenant.pool("eu1", "nodeSelector: {kubernetes.io/hostname: second}");
    pool.awaitServing(1);
    shard.awaitReady();
    Pod pod = pool.pod();
    ContainerState waited = pod.getStatus().getInitContainerStatuses().getFirst().getState();
    Story.say(
        "the step before waited from %s to %s",
        waited.getTerminated().getStartedAt(), waited.getTerminated().getFinishedAt());
    assertThat(waited.getTerminated().getExitCode()).isZero();
    assertThat(told(tenant, pod)).isEqualTo(cluster.externalIp());
    assertThat(pool.address(pod)).startsWith(cluster.externalIp() + ":");
    pool.await("MediaAddressed=True");

    Story.say("its process is killed");
    tenant.kubectl("exec", name(pod), "-c", "jvb", "--", "sh", "-c", KILL);
    Story.eventually(
        "it is started again in its container",
        () ->
            assertThat(tenant.kubectl("logs", name(pod), "-c", "jvb"))
                .contains("jvb ended with 137, starting it again"));
    try (Conference conference = meetOn(shard, pool)) {
      assertThat(conference.cut()).isEmpty();
    }
    assertThat(pool.pod().getMetadata().getUid()).isEqualTo(pod.getMetadata().getUid());
    assertThat(Shard.restarts(pool.pod())).as("restarts by the kubelet").isZero();
  }

  private static Conference meetOn(Shard shard, Pool pool) {
    Story.eventually(
        "the media answers again",
        () -> assertThat(MediaPort.ask(pool.address(pool.pod()))).isEqualTo("unknown"));
    pool.awaitServing(1);
    Story.pause(HIBERNATION);
    Conference conference = shard.meet("again", 3);
    Story.pause(Duration.ofSeconds(2));
    Story.eventually(
        "all have sound and picture", () -> assertThat(conference.talking()).isEqualTo(3));
    return conference;
  }

  private static String told(Tenant tenant, Pod pod) {
    return tenant
        .kubectl("exec", name(pod), "-c", "jvb", "--", "sh", "-c", "echo $JVB_ADVERTISE_IPS")
        .strip();
  }

  /** The pool's own step in a pod that nobody writes an address onto, with less patience. */
  @Test
  void aBridgeWithoutAnAddressSaysSo(Operator operator, Tenant tenant) {
    operator.ready();
    tenant.allowPortsOfNodes().shard("eu1");
    Pool pool = tenant.pool("eu1");
    Story.eventually("a bridge is made", () -> assertThat(pool.pods()).hasSize(1));
    Pod deaf = deaf(pool.pod());
    tenant.cluster().client().resource(deaf).create();
    Story.eventually(
        "the step before it gives up",
        () -> {
          ContainerState state =
              tenant
                  .cluster()
                  .client()
                  .resource(deaf)
                  .get()
                  .getStatus()
                  .getInitContainerStatuses()
                  .getFirst()
                  .getState();
          assertThat(state.getTerminated().getExitCode()).isEqualTo(1);
        });
    assertThat(tenant.kubectl("logs", "deaf", "-c", "address"))
        .contains("The operator has not told the address of this node")
        .contains("MediaAddressed");
  }

  private static Pod deaf(Pod bridge) {
    List<String> impatient =
        bridge.getSpec().getInitContainers().getFirst().getCommand().stream()
            .map(word -> word.replace("seq 300", "seq 3"))
            .toList();
    return new PodBuilder()
        .withNewMetadata()
        .withName("deaf")
        .withNamespace(bridge.getMetadata().getNamespace())
        .endMetadata()
        .withSpec(bridge.getSpec())
        .editSpec()
        .withNodeName(null)
        .withRestartPolicy("Never")
        .editFirstInitContainer()
        .withCommand(impatient)
        .endInitContainer()
        .editFirstContainer()
        .withPorts()
        .endContainer()
        .endSpec()
        .build();
  }

  private static String name(Pod pod) {
    return pod.getMetadata().getName();
  }
}
