package io.jitsioperator.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SmallTestbed.class)
class SimulatedNodesIT {

  private static final String WORKLOADS =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: d}
      spec:
        replicas: 2
        selector: {matchLabels: {app: d}}
        template:
          metadata: {labels: {app: d}}
          spec:
            containers:
              - name: c
                image: listen
                ports: [{name: main, containerPort: 8080}]
                readinessProbe: {tcpSocket: {port: main}, periodSeconds: 1}
      ---
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: s}
      spec:
        serviceName: s
        replicas: 2
        selector: {matchLabels: {app: s}}
        template:
          metadata: {labels: {app: s}}
          spec:
            initContainers: [{name: i, image: exit-0}]
            containers: [{name: c, image: listen}]
      """;

  private final KubernetesClient client;
  private final OnePod one;

  SimulatedNodesIT(SmallTestbed.Shared shared) {
    client = shared.testbed().client();
    one = OnePod.in(shared);
  }

  @Test
  void aDeploymentAndAStatefulSetBecomeReady() {
    one.manifests().apply(WORKLOADS);
    var deployment = client.apps().deployments().inNamespace(one.namespace()).withName("d");
    var stateful = client.apps().statefulSets().inNamespace(one.namespace()).withName("s");
    one.eventually(
        () -> {
          assertThat(deployment.get().getStatus().getReadyReplicas())
              .as(one::evidence)
              .isEqualTo(2);
          assertThat(stateful.get().getStatus().getReadyReplicas()).as(one::evidence).isEqualTo(2);
        });
    assertThat(client.pods().inNamespace(one.namespace()).list().getItems())
        .extracting(each -> each.getStatus().getPodIP())
        .doesNotHaveDuplicates()
        .allMatch(each -> each.startsWith("127."));
  }

  @Test
  void aCrashedProgramIsStartedAgain() {
    one.createAndAwaitRunning("listen", "");
    one.testbed().nodes().crash(one.namespace(), "p", "c");
    one.eventually(
        () -> {
          assertThat(one.restarts()).isEqualTo(1);
          assertThat(one.running()).isTrue();
        });
    assertThat(one.lastExit()).isEqualTo(137);
  }

  @Test
  void aProgramThatEndsAgainAndAgainWaitsInBackOff() {
    one.create("exit-3", "");
    one.awaitWaiting("CrashLoopBackOff", "restarting failed container=c");
    assertThat(one.lastExit()).isEqualTo(3);
  }

  @Test
  void anUnknownImageIsSaid() {
    one.create("nowhere/nothing:1", "");
    one.awaitWaiting("ErrImagePull", "image nowhere/nothing:1: manifest unknown");
  }

  @Test
  void aProbeOnAClosedPortKeepsThePodUnreadyAndSaysWhy() {
    one.createAndAwaitRunning(
        "listen",
        "readinessProbe: {tcpSocket: {port: 8081}, periodSeconds: 1, failureThreshold: 1}");
    one.eventually(() -> assertThat(one.evidence()).contains("Readiness probe failed"));
    assertThat(one.running()).isTrue();
    assertThat(one.container().orElseThrow().getReady()).isFalse();
  }

  @Test
  void aLivenessProbeOnAClosedPortRestarts() {
    one.create(
        "listen",
        "livenessProbe: {tcpSocket: {port: 8081}, periodSeconds: 1, failureThreshold: 1}");
    one.eventually(() -> assertThat(one.restarts()).isPositive());
  }

  @Test
  void readinessWaitsForTheStartupProbe() {
    one.createAndAwaitRunning(
        "listen",
        """
        startupProbe: {tcpSocket: {port: 8081}, periodSeconds: 1, failureThreshold: 1000}
              readinessProbe: {tcpSocket: {port: 8080}, periodSeconds: 1}
        """);
    assertThat(one.container().orElseThrow().getStarted()).isFalse();
    assertThat(one.container().orElseThrow().getReady()).isFalse();
  }

  @Test
  void anExecProbeIsRefusedInWords() {
    one.create("listen", "readinessProbe: {exec: {command: [x]}, failureThreshold: 1}");
    one.eventually(
        () ->
            assertThat(one.evidence()).contains("only tcpSocket and httpGet probes are simulated"));
  }

  @Test
  void aPodDisruptionBudgetRefusesTheEvictionAndDeletionFreesAllTheSame() {
    one.createAndAwaitRunning("stubborn", "");
    one.manifests()
        .apply(
            """
            apiVersion: policy/v1
            kind: PodDisruptionBudget
            metadata: {name: b}
            spec: {minAvailable: 1, selector: {matchLabels: {app: p}}}
            """);
    // Until the disruption controller has seen the budget the answer is 429 as well.
    assertThat(evicted()).as("429 of the eviction").isFalse();
    Path folder = one.spec().scratch();
    assertThat(folder).exists();
    one.pod().delete();
    one.eventually(() -> assertThat(one.pod().get()).isNull());
    assertThat(folder).doesNotExist();
  }

  /** Without the client's own patience with 429. */
  private boolean evicted() {
    Config impatient =
        new ConfigBuilder(client.getConfiguration()).withRequestRetryBackoffLimit(0).build();
    try (KubernetesClient once = new KubernetesClientBuilder().withConfig(impatient).build()) {
      return once.pods().inNamespace(one.namespace()).withName("p").evict();
    }
  }

  @Test
  void aJobLikePodSucceeds() {
    one.create("exit-0", "\n  restartPolicy: Never");
    one.eventually(() -> assertThat(one.pod().get().getStatus().getPhase()).isEqualTo("Succeeded"));
  }

  @Test
  void aNamespaceGoesWithEverythingInIt() {
    one.createAndAwaitRunning("listen", "");
    client.namespaces().withName(one.namespace()).delete();
    one.eventually(() -> assertThat(client.namespaces().withName(one.namespace()).get()).isNull());
  }
}
