package io.jitsioperator.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jitsioperator.testbed.controlplane.AuditLog;
import io.jitsioperator.testbed.controlplane.Kubeconfig;
import io.jitsioperator.testbed.node.NodeSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SmallTestbed.class)
class ControlPlaneIT {

  @Test
  void twoRunSideBySideAndLeaveNothingBehind(SmallTestbed.Shared first) throws IOException {
    Testbed second = Testbed.start(new Programs(), NodeSettings.small());
    List<ProcessHandle> processes = second.plane().processes();
    Path folder = second.workspace().path();
    try (second) {
      assertThat(second.plane().server()).isNotEqualTo(first.testbed().plane().server());
      String name = Manifests.inNewNamespace(second.client()).namespace();
      assertThat(first.testbed().client().namespaces().withName(name).get()).isNull();
      assertThat(processes).as("four programs, each with a guard").hasSizeGreaterThanOrEqualTo(12);
      assertThat(folder).exists();
    }
    assertThat(processes).noneMatch(ProcessHandle::isAlive);
    assertThat(folder).doesNotExist();
  }

  @Test
  void kubectlUnderstandsTheKubeconfig(SmallTestbed.Shared shared, @TempDir Path folder)
      throws IOException {
    Path file = shared.testbed().plane().admin().write(folder.resolve("kubeconfig"));
    Process kubectl =
        new ProcessBuilder(
                shared.testbed().plane().kubectl().toString(),
                "--kubeconfig=" + file,
                "get",
                "nodes",
                "--output=name")
            .redirectErrorStream(true)
            .start();
    assertThat(kubectl.inputReader().lines()).contains("node/node-1", "node/node-2", "node/node-3");
  }

  @Test
  void aServiceAccountHasOnlyItsOwnRightsAndTheAuditLogCountsItsRequests(SmallTestbed.Shared shared)
      throws IOException {
    KubernetesClient admin = shared.testbed().client();
    String namespace = Manifests.inNewNamespace(admin).namespace();
    admin
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withName("robot")
                .withNamespace(namespace)
                .endMetadata()
                .build())
        .create();
    Kubeconfig kubeconfig = shared.testbed().plane().serviceAccount(namespace, "robot");
    AuditLog audit = shared.testbed().plane().audit();
    Instant before = Instant.now();
    try (KubernetesClient robot = kubeconfig.client()) {
      assertThatThrownBy(() -> robot.pods().inNamespace(namespace).list())
          .isInstanceOfSatisfying(
              KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(403));
    }
    assertThat(audit.since(before))
        .filteredOn(each -> each.by(namespace, "robot"))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.verb()).isEqualTo("list");
              assertThat(each.resource()).isEqualTo("pods");
              assertThat(each.code()).isEqualTo(403);
              assertThat(each.write()).isFalse();
            });
    assertThat(audit.summary(before, each -> each.by(namespace, "robot")))
        .containsExactly(Map.entry("list pods", 1L));
  }

  @Test
  void aWatchIsCountedWhileItRuns(SmallTestbed.Shared shared) {
    String namespace = Manifests.inNewNamespace(shared.testbed().client()).namespace();
    Instant before = Instant.now();
    var informer = shared.testbed().client().configMaps().inNamespace(namespace).inform();
    try (informer) {
      await()
          .untilAsserted(
              () ->
                  assertThat(
                          shared
                              .testbed()
                              .plane()
                              .audit()
                              .count(
                                  before,
                                  each ->
                                      each.verb().equals("watch")
                                          && each.namespace().equals(namespace)))
                      .isEqualTo(1));
    }
  }
}
