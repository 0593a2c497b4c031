package io.jitsioperator.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitsioperator.testbed.controlplane.AuditLog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What changes nothing for Jitsi writes nothing. */
@ExtendWith(ShardCluster.class)
@Execution(ExecutionMode.CONCURRENT)
class QuietIT {

  /** Longer than anything that repeats: polls, rereads of references, telemetry (30 s). */
  private static final Duration REST = Duration.ofSeconds(32);

  private final RunningOperator operator;

  QuietIT(RunningOperator operator) {
    this.operator = operator;
  }

  @Test
  void nothingIsWrittenForTenShardsWithPoolsAtRest(TestNamespace namespace) {
    List<Shard> shards =
        IntStream.range(0, 10).mapToObj(i -> namespace.shard("shard" + i)).toList();
    shards.forEach(shard -> Pool.apply(operator, namespace, shard.name(), shard));
    shards.forEach(Shard::awaitReady);
    shards.forEach(shard -> new Pool(operator, namespace.name(), shard.name()).awaitAttached());
    shards.getLast().settledVersions();
    assertRest(namespace);
  }

  private void assertRest(TestNamespace namespace) {
    // Counts reach the status up to 30 s after the shard became ready: that is no rest yet.
    awaitCounts(namespace);
    Instant from = Instant.now();
    Eventually.pause(REST);
    assertThat(writes(namespace, from)).as("what the operator wrote in %s", REST).isEmpty();
  }

  private void awaitCounts(TestNamespace namespace) {
    Eventually.see(
        "every shard tells its conferences",
        () -> namespace.kubectl("get", "jitsishards", "-o", "jsonpath={.items[*].status}"),
        all -> all.split("\"conferences\":0", -1).length == all.split("\"url\"", -1).length);
  }

  private List<AuditLog.Entry> writes(TestNamespace namespace, Instant from) {
    return operator.requests(from).stream()
        .filter(each -> each.write() && each.namespace().equals(namespace.name()))
        .toList();
  }

  @Test
  void applyingTheSameManifestAgainChangesNothingBelow(TestNamespace namespace) {
    String manifest = Shard.manifest("eu1");
    namespace.kubectlWith(manifest, "apply", "-f", "-");
    Shard shard = new Shard(operator, namespace.name(), "eu1").awaitReady();
    Map<String, String> before = shard.settledVersions();
    namespace.kubectlWith(manifest, "apply", "-f", "-");
    namespace.kubectlWith(manifest, "apply", "--server-side", "--force-conflicts", "-f", "-");
    assertUnchanged(shard, before);
  }

  /**
   * What GitOps tools ask all day of what runs: status and finalizers of ours are no difference.
   */
  @Test
  void whatRunsDoesNotDifferFromItsManifest(TestNamespace namespace) {
    String manifest =
        Shard.manifest("eu1")
            + """
            ---
            apiVersion: jitsi-operator.io/v1alpha1
            kind: BridgePool
            metadata: {name: eu1}
            spec: {shards: [{name: eu1}], replicas: 0}
            """;
    namespace.kubectlWith(manifest, "apply", "-f", "-");
    new Shard(operator, namespace.name(), "eu1").awaitReady();
    new Pool(operator, namespace.name(), "eu1").awaitAttached();
    assertThat(namespace.kubectl("get", "jbp", "eu1", "-o", "jsonpath={.metadata.finalizers}"))
        .contains("jitsi-operator.io/bridges");
    // Ends with 1, and so fails, if there is any difference.
    assertThat(namespace.kubectlWith(manifest, "diff", "-f", "-")).isEmpty();
    assertThat(namespace.kubectlWith(manifest, "apply", "-f", "-").lines())
        .hasSize(2)
        .allMatch(line -> line.endsWith(" unchanged"));
    namespace.kubectlWith(manifest, "apply", "--server-side", "--force-conflicts", "-f", "-");
    assertThat(namespace.kubectlWith(manifest, "diff", "--server-side", "-f", "-")).isEmpty();
  }

  @Test
  void annotationsAndLabelsOfOthersOnTheShardChangeNothingBelow(TestNamespace namespace) {
    Shard shard = namespace.shard("eu1").awaitReady();
    Map<String, String> before = shard.settledVersions();
    namespace.kubectl("annotate", "jitsishard", "eu1", "example.com/note=hello");
    namespace.kubectl("label", "jitsishard", "eu1", "app.kubernetes.io/instance=argo-app");
    namespace.kubectl("label", "jitsishard", "eu1", "argocd.argoproj.io/instance=argo-app");
    namespace.kubectl(
        "annotate", "jitsishard", "eu1", "argocd.argoproj.io/tracking-id=app:jitsi/JitsiShard:eu1");
    assertUnchanged(shard, before);
    assertThat(shard.get().getMetadata().getLabels())
        .as("what others wrote on the shard stays")
        .containsEntry("app.kubernetes.io/instance", "argo-app");
  }

  private static void assertUnchanged(Shard shard, Map<String, String> before) {
    String looked = shard.letItLook();
    Map<String, String> expected = new TreeMap<>(before);
    Map<String, String> after = new TreeMap<>(shard.settledVersions());
    expected.remove(looked);
    after.remove(looked);
    assertThat(after).as("UIDs and resource versions below the shard").isEqualTo(expected);
  }
}
