package io.jitsioperator.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jitsioperator.testbed.node.NodeSettings;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InstantNodesIT {

  @Test
  void aThousandPodsAreReadyAndGoAgain() throws IOException {
    try (Testbed testbed =
        Testbed.start(
            spec -> {
              throw new IOException("nothing runs here");
            },
            NodeSettings.large())) {
      Manifests manifests = Manifests.inNewNamespace(testbed.client());
      manifests.apply(
          """
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: d}
          spec:
            replicas: 1000
            selector: {matchLabels: {app: d}}
            template:
              metadata: {labels: {app: d}}
              spec: {containers: [{name: c, image: none}]}
          """);
      var deployment =
          testbed.client().apps().deployments().inNamespace(manifests.namespace()).withName("d");
      await()
          .atMost(Duration.ofMinutes(3))
          .untilAsserted(
              () -> assertThat(deployment.get().getStatus().getReadyReplicas()).isEqualTo(1000));
      assertThat(testbed.client().pods().inNamespace(manifests.namespace()).list().getItems())
          .extracting(each -> each.getStatus().getPodIP())
          .doesNotHaveDuplicates();
      deployment.delete();
      await()
          .atMost(Duration.ofMinutes(3))
          .until(
              () ->
                  testbed
                      .client()
                      .pods()
                      .inNamespace(manifests.namespace())
                      .list()
                      .getItems()
                      .isEmpty());
    }
  }
}
