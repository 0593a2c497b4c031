package io.jitsioperator.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.jitsioperator.testbed.node.ContainerSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SmallTestbed.class)
class SimulatedNodesIT {

  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: p, labels: {app: p}}
      spec:
        terminationGracePeriodSeconds: 1
        containers:
          - name: c
            image: %s
            %s
      """;

  private final Testbed testbed;
  private final Programs programs;
  private final KubernetesClient client;
  private Manifests manifests;

  SimulatedNodesIT(SmallTestbed.Shared shared) {
    testbed = shared.testbed();
    programs = shared.programs();
    client = testbed.client();
    manifests = Manifests.inNewNamespace(client);
  }

  @BeforeEach
  void ownNamespace() {
    manifests = Manifests.inNewNamespace(client);
  }

  @Test
  void aDeploymentAndAStatefulSetBecomeReady() {
    manifests.apply(
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
        """);
    await("deployment")
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(deployed())
                    .as(() -> testbed.evidence(manifests.namespace()))
                    .isEqualTo(2));
    await("statefulset")
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(stateful())
                    .as(() -> testbed.evidence(manifests.namespace()))
                    .isEqualTo(2));
    assertThat(client.pods().inNamespace(manifests.namespace()).list().getItems())
        .extracting(each -> each.getStatus().getPodIP())
        .doesNotHaveDuplicates()
        .allMatch(each -> each.startsWith("127."));
  }

  private Integer deployed() {
    return client
        .apps()
        .deployments()
        .inNamespace(manifests.namespace())
        .withName("d")
        .get()
        .getStatus()
        .getReadyReplicas();
  }

  private Integer stateful() {
    return client
        .apps()
        .statefulSets()
        .inNamespace(manifests.namespace())
        .withName("s")
        .get()
        .getStatus()
        .getReadyReplicas();
  }

  @Test
  void aMissingSecretBlocksTheStartAndItsAppearanceMendsIt() {
    manifests.apply(
        POD.formatted(
            "listen", "env: [{name: PASSWORD, valueFrom: {secretKeyRef: {name: s, key: k}}}]"));
    eventually()
        .untilAsserted(
            () -> {
              assertThat(state().getWaiting()).as("state %s", state()).isNotNull();
              assertThat(state().getWaiting().getReason()).isEqualTo("CreateContainerConfigError");
              assertThat(state().getWaiting().getMessage()).isEqualTo("secret \"s\" not found");
            });
    secret("k", "geheim");
    eventually().untilAsserted(() -> assertThat(state().getRunning()).isNotNull());
    assertThat(spec().env()).containsEntry("PASSWORD", "geheim");
  }

  @Test
  void aSecretVolumeIsUpdatedInPlaceAndASubPathIsNot() {
    secret("k", "old");
    manifests.apply(
        POD.formatted(
            "listen",
            """
            volumeMounts:
                    - {name: v, mountPath: /whole}
                    - {name: v, mountPath: /one, subPath: k}
              volumes: [{name: v, secret: {secretName: s, defaultMode: 0400}}]
            """));
    eventually().untilAsserted(() -> assertThat(running()).isTrue());
    Path file = Objects.requireNonNull(spec().mounts().get("/whole")).resolve("k");
    assertThat(file).hasContent("old");
    secret("k", "new");
    eventually().untilAsserted(() -> assertThat(file).hasContent("new"));
    assertThat(spec().mounts().get("/one")).hasContent("old");
  }

  @Test
  void aDownwardVolumeFollowsTheLabels() {
    manifests.apply(
        POD.formatted(
            "listen",
            """
            volumeMounts: [{name: v, mountPath: /v}]
              volumes: [{name: v, downwardAPI: {items: [{path: app, fieldRef: {fieldPath: "metadata.labels['app']"}}]}}]
            """));
    eventually().untilAsserted(() -> assertThat(running()).isTrue());
    Path file = Objects.requireNonNull(spec().mounts().get("/v")).resolve("app");
    assertThat(file).hasContent("p");
    client
        .pods()
        .inNamespace(manifests.namespace())
        .withName("p")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"labels\":{\"app\":\"q\"}}}");
    eventually().untilAsserted(() -> assertThat(file).hasContent("q"));
  }

  @Test
  void aCrashedProgramIsStartedAgain() {
    manifests.apply(POD.formatted("listen", ""));
    eventually().untilAsserted(() -> assertThat(running()).isTrue());
    testbed.nodes().crash(manifests.namespace(), "p", "c");
    eventually()
        .untilAsserted(
            () -> {
              assertThat(container().map(ContainerStatus::getRestartCount)).contains(1);
              assertThat(running()).isTrue();
            });
    assertThat(container().orElseThrow().getLastState().getTerminated().getExitCode())
        .isEqualTo(137);
  }

  @Test
  void aProgramThatEndsAgainAndAgainWaitsInBackOff() {
    manifests.apply(POD.formatted("exit-3", ""));
    eventually()
        .untilAsserted(
            () -> {
              assertThat(state().getWaiting()).isNotNull();
              assertThat(state().getWaiting().getReason()).isEqualTo("CrashLoopBackOff");
            });
    assertThat(container().orElseThrow().getLastState().getTerminated().getExitCode()).isEqualTo(3);
  }

  @Test
  void anUnknownImageIsSaid() {
    manifests.apply(POD.formatted("nowhere/nothing:1", ""));
    eventually()
        .untilAsserted(
            () -> {
              assertThat(state().getWaiting()).isNotNull();
              assertThat(state().getWaiting().getReason()).isEqualTo("ErrImagePull");
              assertThat(state().getWaiting().getMessage())
                  .contains("nowhere/nothing:1", "manifest unknown");
            });
  }

  @Test
  void aProbeOnAClosedPortKeepsThePodUnreadyAndSaysWhy() {
    manifests.apply(
        POD.formatted(
            "listen",
            "readinessProbe: {tcpSocket: {port: 8081}, periodSeconds: 1, failureThreshold: 1}"));
    eventually()
        .untilAsserted(
            () ->
                assertThat(testbed.evidence(manifests.namespace()))
                    .contains("Readiness probe failed"));
    assertThat(running()).isTrue();
    assertThat(container().orElseThrow().getReady()).isFalse();
  }

  @Test
  void aLivenessProbeOnAClosedPortRestarts() {
    manifests.apply(
        POD.formatted(
            "listen",
            "livenessProbe: {tcpSocket: {port: 8081}, periodSeconds: 1, failureThreshold: 1}"));
    eventually()
        .untilAsserted(
            () ->
                assertThat(container().map(ContainerStatus::getRestartCount).orElse(0))
                    .isPositive());
  }

  @Test
  void aPodDisruptionBudgetRefusesTheEvictionAndDeletionFreesAllTheSame() {
    manifests.apply(POD.formatted("stubborn", ""));
    manifests.apply(
        """
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: {name: b}
        spec: {minAvailable: 1, selector: {matchLabels: {app: p}}}
        """);
    eventually().untilAsserted(() -> assertThat(running()).isTrue());
    // Until the disruption controller has seen the budget the answer is 429 as well.
    var pod = client.pods().inNamespace(manifests.namespace()).withName("p");
    assertThat(evicted()).as("429 of the eviction").isFalse();
    Path folder = spec().scratch();
    assertThat(folder).exists();
    pod.delete();
    eventually().untilAsserted(() -> assertThat(pod.get()).isNull());
    assertThat(folder).doesNotExist();
  }

  /** Without the client's own patience with 429. */
  private boolean evicted() {
    Config impatient =
        new ConfigBuilder(client.getConfiguration()).withRequestRetryBackoffLimit(0).build();
    try (KubernetesClient once = new KubernetesClientBuilder().withConfig(impatient).build()) {
      return once.pods().inNamespace(manifests.namespace()).withName("p").evict();
    }
  }

  @Test
  void aJobLikePodSucceeds() {
    manifests.apply(POD.formatted("exit-0", "") + "  restartPolicy: Never\n");
    eventually()
        .untilAsserted(() -> assertThat(pod().getStatus().getPhase()).isEqualTo("Succeeded"));
  }

  @Test
  void aNamespaceGoesWithEverythingInIt() {
    manifests.apply(POD.formatted("listen", ""));
    eventually().untilAsserted(() -> assertThat(running()).isTrue());
    client.namespaces().withName(manifests.namespace()).delete();
    eventually()
        .untilAsserted(
            () -> assertThat(client.namespaces().withName(manifests.namespace()).get()).isNull());
  }

  @Test
  void aMutationIsSeenByTheNodesAndNotByTheCluster() {
    secret("k", "right");
    testbed
        .view()
        .mutate(
            manifests.namespace(),
            copy -> {
              if (copy instanceof Secret secret) {
                secret.getData().remove("k");
              }
              return copy;
            });
    manifests.apply(
        POD.formatted(
            "listen", "env: [{name: PASSWORD, valueFrom: {secretKeyRef: {name: s, key: k}}}]"));
    eventually()
        .untilAsserted(
            () -> {
              assertThat(state().getWaiting()).isNotNull();
              assertThat(state().getWaiting().getMessage())
                  .isEqualTo("couldn't find key k in secret s");
            });
    assertThat(client.secrets().inNamespace(manifests.namespace()).withName("s").get().getData())
        .containsKey("k");
    testbed.view().restore(manifests.namespace());
    eventually().untilAsserted(() -> assertThat(running()).isTrue());
  }

  private void secret(String key, String value) {
    client
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("s")
                .withNamespace(manifests.namespace())
                .endMetadata()
                .addToStringData(key, value)
                .build())
        .serverSideApply();
  }

  private ConditionFactory eventually() {
    return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(100));
  }

  private ContainerSpec spec() {
    return Objects.requireNonNull(programs.starts.get(manifests.namespace() + "/p"));
  }

  private Pod pod() {
    return client.pods().inNamespace(manifests.namespace()).withName("p").get();
  }

  private Optional<ContainerStatus> container() {
    return pod().getStatus().getContainerStatuses().stream().findFirst();
  }

  private ContainerState state() {
    return container().map(ContainerStatus::getState).orElseGet(ContainerState::new);
  }

  private boolean running() {
    return state().getRunning() != null;
  }
}
