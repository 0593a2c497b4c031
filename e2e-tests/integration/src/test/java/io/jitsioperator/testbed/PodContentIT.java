package io.jitsioperator.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SmallTestbed.class)
class PodContentIT {

  private static final String PASSWORD =
      "env: [{name: PASSWORD, valueFrom: {secretKeyRef: {name: s, key: k}}}]";

  private final KubernetesClient client;
  private final OnePod one;

  PodContentIT(SmallTestbed.Shared shared) {
    client = shared.testbed().client();
    one = OnePod.in(shared);
  }

  @Test
  void aMissingSecretBlocksTheStartAndItsAppearanceMendsIt() {
    one.create("listen", PASSWORD);
    one.awaitWaiting("CreateContainerConfigError", "secret \"s\" not found");
    secret("k", "geheim");
    one.eventually(() -> assertThat(one.running()).isTrue());
    assertThat(one.spec().env()).containsEntry("PASSWORD", "geheim");
  }

  @Test
  void aMissingVolumeBlocksTheStartAndIsAnEvent() {
    one.create(
        "listen",
        """
        volumeMounts: [{name: v, mountPath: /v}]
          volumes: [{name: v, configMap: {name: absent}}]
        """);
    one.eventually(
        () ->
            assertThat(one.evidence())
                .contains("FailedMount: MountVolume.SetUp failed: configmap \"absent\" not found"));
    assertThat(one.running()).isFalse();
  }

  @Test
  void aSecretVolumeIsUpdatedInPlaceAndASubPathIsNot() {
    secret("k", "old");
    one.createAndAwaitRunning(
        "listen",
        """
        volumeMounts:
              - {name: v, mountPath: /whole}
              - {name: v, mountPath: /one, subPath: k}
          volumes: [{name: v, secret: {secretName: s, defaultMode: 0400}}]
        """);
    Path file = mount("/whole").resolve("k");
    assertThat(file).hasContent("old");
    secret("k", "new");
    one.eventually(() -> assertThat(file).hasContent("new"));
    assertThat(mount("/one")).hasContent("old");
  }

  @Test
  void aDownwardVolumeFollowsTheLabels() {
    one.createAndAwaitRunning(
        "listen",
        """
        volumeMounts: [{name: v, mountPath: /v}]
          volumes:
            - name: v
              downwardAPI: {items: [{path: app, fieldRef: {fieldPath: "metadata.labels['app']"}}]}
        """);
    Path file = mount("/v").resolve("app");
    assertThat(file).hasContent("p");
    one.pod()
        .patch(
            PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"labels\":{\"app\":\"q\"}}}");
    one.eventually(() -> assertThat(file).hasContent("q"));
  }

  @Test
  void everyPodHasATokenOfItsServiceAccount() {
    one.createAndAwaitRunning("listen", "");
    Path account = mount("/var/run/secrets/kubernetes.io/serviceaccount");
    assertThat(account.resolve("namespace")).hasContent(one.namespace());
    assertThat(account.resolve("token")).content().hasSizeGreaterThan(100);
    assertThat(account.resolve("ca.crt")).content().startsWith("-----BEGIN CERTIFICATE-----");
  }

  @Test
  void aMutationIsSeenByTheNodesAndNotByTheCluster() {
    secret("k", "right");
    one.testbed()
        .view()
        .mutate(
            one.namespace(),
            copy -> {
              if (copy instanceof Secret secret) {
                secret.getData().remove("k");
              }
              return copy;
            });
    one.create("listen", PASSWORD);
    one.awaitWaiting("CreateContainerConfigError", "couldn't find key k in secret s");
    assertThat(client.secrets().inNamespace(one.namespace()).withName("s").get().getData())
        .containsKey("k");
    one.testbed().view().restore(one.namespace());
    one.eventually(() -> assertThat(one.running()).isTrue());
  }

  private Path mount(String path) {
    return Objects.requireNonNull(one.spec().mounts().get(path));
  }

  private void secret(String key, String value) {
    client
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("s")
                .withNamespace(one.namespace())
                .endMetadata()
                .addToStringData(key, value)
                .build())
        .serverSideApply();
  }
}
