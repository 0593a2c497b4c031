package io.jitsioperator.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Shards beside each other, shards that go, shards that stand still. */
@ExtendWith(ShardCluster.class)
@Execution(ExecutionMode.CONCURRENT)
class ShardLifeIT {

  private final KubernetesClient client;

  ShardLifeIT(RunningOperator operator) {
    client = operator.client();
  }

  @Test
  void deletingItRemovesAllThatItMadeByOwnerReferences(TestNamespace namespace) {
    Set<String> before = labels(namespace);
    Shard shard = namespace.shard("eu1").awaitReady();
    assertThat(shard.get().getMetadata().getFinalizers()).as("finalizers of the shard").isEmpty();
    assertThat(shard.owned()).hasSizeGreaterThan(8);
    namespace.kubectl("delete", "jitsishard", "eu1", "--wait=true", "--timeout=30s");
    Eventually.see(
        "the namespace is as it was before the shard, " + before,
        () -> labels(namespace),
        before::equals);
  }

  private Set<String> labels(TestNamespace namespace) {
    // These two are made by Kubernetes itself, some time after the namespace.
    Set<String> own = Set.of("ConfigMap kube-root-ca.crt", "ServiceAccount default");
    return Everything.in(client, namespace.name()).stream()
        .map(Shard::label)
        .filter(each -> !own.contains(each))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void aNameOfFortyCharactersWorks(TestNamespace namespace) {
    String name = "a".repeat(40);
    Shard shard = namespace.shard(name, "networkPolicy: {enabled: true}").awaitReady();
    assertThat(shard.pods()).containsKey(name + "-prosody-0");
  }

  @Test
  void neighboursAndNamesakesLiveSideBySide(TestNamespace namespace) {
    TestNamespace elsewhere = namespace.another();
    Shard mine = namespace.shard("eu1");
    Shard neighbour = namespace.shard("eu1-prosody");
    Shard namesake = elsewhere.shard("eu1");
    mine.awaitReady();
    Map<String, String> neighbours = neighbour.awaitReady().uids();
    Map<String, String> namesakes = namesake.awaitReady().uids();
    assertThat(mine.credentials()).isNotEqualTo(namesake.credentials());
    List<String> own = mine.owned().stream().map(ShardLifeIT::uid).toList();
    namespace.kubectl("delete", "jitsishard", "eu1", "--wait=true", "--timeout=30s");
    Eventually.see(
        "what belonged to eu1 is gone",
        () -> Everything.in(client, namespace.name()).stream().filter(o -> own.contains(uid(o))),
        left -> left.findAny().isEmpty());
    assertThat(neighbour.awaitReady().uids()).isEqualTo(neighbours);
    assertThat(namesake.awaitReady().uids()).isEqualTo(namesakes);
    neighbour.letItLook();
    assertThat(neighbour.conditions()).anyMatch(line -> line.startsWith("Ready=True"));
  }

  private static String uid(HasMetadata object) {
    return object.getMetadata().getUid();
  }

  @Test
  void whilePausedNothingIsRepairedAndAfterwardsEverythingIs(TestNamespace namespace) {
    Shard shard = namespace.shard("eu1").awaitReady();
    namespace.shard("eu1", "paused: true");
    shard.awaitObserved();
    namespace.kubectl("delete", "service", "eu1-web");
    // The status goes on: once it tells of Jicofo's way, the operator has looked after that.
    namespace.kubectl("delete", "pod", "eu1-jicofo-0");
    shard.await("JicofoReady=False");
    shard.await("JicofoReady=True");
    assertThat(services(namespace)).doesNotContain("service/eu1-web");
    namespace.shard("eu1", "paused: false");
    Eventually.see(
        "the Service is back", () -> services(namespace), all -> all.contains("service/eu1-web"));
    shard.awaitReady();
  }

  private static List<String> services(TestNamespace namespace) {
    return namespace.kubectl("get", "services", "-o", "name").lines().toList();
  }
}
