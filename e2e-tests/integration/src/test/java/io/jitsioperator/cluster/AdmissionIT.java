package io.jitsioperator.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.jitsioperator.world.ShardWorld.Obstacle;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an administrator forbids is told with the administrator's own sentence. */
@ExtendWith(PlainCluster.class)
class AdmissionIT {

  private static final String POLICY =
      """
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicy
      metadata: {name: "%1$s"}
      spec:
        failurePolicy: Fail
        matchConstraints:
          namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: "%1$s"}}
          resourceRules:
          - {apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [services]}
        validations:
        - {expression: "object.metadata.name != 'forbidden'", message: "Ask the platform team first."}
      ---
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicyBinding
      metadata: {name: "%1$s"}
      spec: {policyName: "%1$s", validationActions: [Deny]}
      """;

  @Test
  void aRefusalOfAdmissionIsAnObstacle(PlainCluster.Plane plane) {
    try (var bench = new Workbench(plane)) {
      List<HasMetadata> policy =
          bench.admin.load(stream(POLICY.formatted(bench.namespace))).items();
      policy.forEach(object -> bench.admin.resource(object).create());
      var forbidden = bench.service("forbidden", 8080);
      try {
        // A policy takes effect some time after it was made.
        await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(
                () -> {
                  bench.admin.resource(forbidden).delete();
                  bench.book = new Book();
                  bench.apply(forbidden, bench.service("allowed", 8080));
                  assertThat(bench.obstacles()).isNotEmpty();
                });
        assertThat(bench.obstacles())
            .extracting(Obstacle::reason)
            .containsExactly("AdmissionDenied");
        assertThat(bench.obstacles().getFirst().message()).contains("Ask the platform team first.");
        assertThat(bench.live(bench.service("allowed", 8080))).hasSize(1);
      } finally {
        policy.forEach(object -> bench.admin.resource(object).delete());
      }
    }
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
