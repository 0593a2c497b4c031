package io.jitsioperator.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.Release;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.jitsioperator.api.v1alpha1.BridgePool;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.api.v1alpha1.ShardReference;
import io.jitsioperator.install.EmptyCluster.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The life of an installation by Helm, in the order in which it happens: the operator, a shard,
 * removal. There is no kubelet: what the operator does in a pod is tried on Kind.
 */
@TestMethodOrder(OrderAnnotation.class)
@Execution(ExecutionMode.SAME_THREAD)
class HelmIT {

  private static final String OPS = "ops";
  private static final String RELEASE = "jitsi-operator";
  private static final String CHECK = RELEASE + "-uninstall-check";

  private static EmptyCluster cluster;

  @BeforeAll
  static void start() throws IOException {
    cluster = EmptyCluster.start();
    cluster.namespace(OPS);
  }

  @AfterAll
  static void stop() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  @Order(1)
  void theOperatorIsInstalled() throws IOException {
    Release release =
        new Helm(EmptyCluster.repository().resolve("helm-chart/jitsi-operator"))
            .install()
            .withName(RELEASE)
            .withNamespace(OPS)
            .withKubeConfig(cluster.kubeconfig())
            .set("replicas", 2)
            .call();
    Deployment deployment =
        cluster.admin().apps().deployments().inNamespace(OPS).withName(RELEASE).require();
    restricted(deployment.getSpec().getTemplate());
    assertThat(
            cluster
                .kubectl("wait", "--for=condition=Established", "--timeout=30s", "crd", "--all")
                .text())
        .contains("jitsishards.jitsi-operator.io", "bridgepools.jitsi-operator.io");
    assertThat(release.getOutput())
        .contains("looks at all namespaces", "rollout status deployment/" + RELEASE);
    theApiServerTakes(exampleIn(release.getOutput()));
  }

  /** The shard that the notes offer as the next step. */
  private static String exampleIn(String notes) {
    Matcher example = Pattern.compile("(?s)<<'YAML'\n(.*?)\n *YAML").matcher(notes);
    assertThat(example.find()).as(notes).isTrue();
    return example.group(1).stripIndent();
  }

  private static void theApiServerTakes(String manifest) throws IOException {
    Path file = cluster.workspace().folder("notes").resolve("shard.yaml");
    Files.writeString(file, manifest);
    Output output = cluster.kubectl("apply", "--dry-run=server", "-f", file.toString());
    assertThat(output.text()).contains("jitsishard.jitsi-operator.io/eu1 created");
  }

  /** The API server takes such a pod into a namespace that takes only restricted ones. */
  private static void restricted(PodTemplateSpec template) {
    Pod pod =
        new PodBuilder()
            .withNewMetadata()
            .withName("try")
            .withNamespace(OPS)
            .endMetadata()
            .withSpec(template.getSpec())
            .build();
    pod.getSpec().setServiceAccountName("default");
    assertThat(cluster.admin().resource(pod).dryRun().create()).isNotNull();
  }

  @Test
  @Order(2)
  void aShardIsInstalled() throws IOException {
    cluster.namespace("meet");
    Release release =
        new Helm(EmptyCluster.repository().resolve("helm-chart/jitsi"))
            .install()
            .withName("eu1")
            .withNamespace("meet")
            .withKubeConfig(cluster.kubeconfig())
            .set("shard.spec.domain", "meet.example.com")
            .set("shard.spec.jicofo.bridgeSelection.maxBridgeParticipants", 100)
            .call();
    assertThat(release.getOutput())
        .contains(
            "https://meet.example.com",
            "kubectl --namespace meet wait jitsishard/eu1",
            "kubectl --namespace meet describe bridgepool/eu1",
            "kubectl --namespace meet port-forward service/eu1-web");
    JitsiShard shard =
        cluster.admin().resources(JitsiShard.class).inNamespace("meet").withName("eu1").require();
    assertThat(shard.getSpec().domain()).isEqualTo("meet.example.com");
    assertThat(shard.getSpec().release()).as("the CRD's default").startsWith("stable-");
    BridgePool pool =
        cluster.admin().resources(BridgePool.class).inNamespace("meet").withName("eu1").require();
    assertThat(pool.getSpec().shards()).containsExactly(new ShardReference("eu1", null));
    assertThat(pool.getSpec().replicas()).isEqualTo(1);
  }

  @Test
  @Order(3)
  void theOperatorStaysWhileAResourceWaitsForIt() throws IOException {
    plant("jitsishard", "[\"jitsi-operator.io/planted\"]");
    // As every pool has it while an operator runs.
    plant("bridgepool", "[\"jitsi-operator.io/bridges\"]");
    CompletableFuture<String> uninstall = uninstalling();
    Output said = new HookPod(cluster, OPS).run(CHECK);
    assertThat(said.exit()).as(said.text()).isEqualTo(1);
    assertThat(said.text())
        .contains("JitsiShard meet/eu1: jitsi-operator.io/planted")
        .contains("kubectl --namespace meet delete jitsishards.jitsi-operator.io eu1")
        .contains("BridgePool meet/eu1: jitsi-operator.io/bridges")
        .contains("kubectl --namespace meet delete bridgepools.jitsi-operator.io eu1")
        .contains("helm uninstall --no-hooks");
    assertThatThrownBy(uninstall::join).isInstanceOf(CompletionException.class);
    assertThat(cluster.admin().apps().deployments().inNamespace(OPS).withName(RELEASE).get())
        .as("the operator, after a refused removal")
        .isNotNull();
    Job job = cluster.admin().batch().v1().jobs().inNamespace(OPS).withName(CHECK).require();
    restricted(job.getSpec().getTemplate());
  }

  @Test
  @Order(4)
  void withoutSuchAResourceItGoesAndTheCrdsStay() throws IOException {
    plant("jitsishard", "null");
    plant("bridgepool", "null");
    CompletableFuture<String> uninstall = uninstalling();
    Output said = new HookPod(cluster, OPS).run(CHECK);
    assertThat(said.exit()).as(said.text()).isZero();
    uninstall.join();
    assertThat(cluster.admin().apps().deployments().inNamespace(OPS).list().getItems()).isEmpty();
    assertThat(names(cluster.admin().rbac().clusterRoles().list().getItems()))
        .noneMatch(each -> each.startsWith(RELEASE));
    assertThat(
            cluster.admin().resources(JitsiShard.class).inNamespace("meet").withName("eu1").get())
        .as("the shard, which outlives the operator")
        .isNotNull();
  }

  private static void plant(String kind, String finalizers) throws IOException {
    String patch = "{\"metadata\":{\"finalizers\":" + finalizers + "}}";
    Output output =
        cluster.kubectl("-n", "meet", "patch", kind, "eu1", "--type=merge", "-p", patch);
    assertThat(output.exit()).as(output.text()).isZero();
  }

  /** In a thread of its own: the client's answers come through the common ones, which are few. */
  private static CompletableFuture<String> uninstalling() {
    return CompletableFuture.supplyAsync(
        HelmIT::uninstall, task -> Thread.ofPlatform().daemon().start(task));
  }

  private static String uninstall() {
    return Helm.uninstall(RELEASE).withNamespace(OPS).withKubeConfig(cluster.kubeconfig()).call();
  }

  private static List<String> names(List<ClusterRole> roles) {
    return roles.stream().map(HasMetadata::getMetadata).map(each -> each.getName()).toList();
  }
}
