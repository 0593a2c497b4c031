package io.jitsioperator.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jitsioperator.testbed.jitsi.XmppUser;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** From ten lines to a running shard, and back to nothing. */
@ExtendWith(ShardCluster.class)
@Execution(ExecutionMode.CONCURRENT)
class ShardLifeIT {

  private static final String BREWERY = "jvbbrewery@muc.jvb.meet.jitsi";

  private final KubernetesClient client;

  ShardLifeIT(RunningOperator operator) {
    client = operator.client();
  }

  @Test
  void tenLinesBecomeAShardAroundRealProsodys(TestNamespace namespace) throws Exception {
    Shard shard = namespace.shard("eu1").awaitReady();
    assertThat(shard.conditions())
        .as("every part is ready")
        .filteredOn(line -> line.contains("Ready="))
        .hasSizeGreaterThanOrEqualTo(6)
        .allMatch(line -> line.contains("=True"));
    Pod brewery = shard.pod("brewery");
    try (XmppUser user = loginAsOperator(shard, brewery)) {
      assertThat(user.discoInfo(BREWERY))
          .as("a real Prosody answers, and Jicofo has made the brewery there")
          .containsExactly("forbidden");
    }
  }

  private static XmppUser loginAsOperator(Shard shard, Pod brewery) throws Exception {
    String password =
        Objects.requireNonNull(shard.credentials().get("OPERATOR_XMPP_PASSWORD"), "its password");
    return XmppUser.connect(
        InetAddress.ofLiteral(brewery.getStatus().getPodIP()),
        6222,
        "auth.jvb.meet.jitsi",
        "operator",
        new String(Base64.getDecoder().decode(password), StandardCharsets.US_ASCII));
  }

  @Test
  void aShardWithoutBridgesIsReadyAndSaysWhatItLacks(TestNamespace namespace) {
    Shard shard = namespace.shard("eu1").awaitReady();
    assertThat(shard.await("BridgesAvailable=False"))
        .startsWith("BridgesAvailable=False (NoPool)")
        .contains("BridgePool");
    assertThat(shard.condition("Ready").orElseThrow().getObservedGeneration())
        .isEqualTo(shard.get().getMetadata().getGeneration());
  }

  @Test
  void itsStatusSaysWhereItIsAndWhatRuns(TestNamespace namespace) {
    Shard shard = namespace.shard("eu1").awaitReady();
    var status = shard.get().getStatus();
    assertThat(status.url()).isEqualTo("https://eu1.example.com");
    assertThat(status.release()).isEqualTo("stable-11146-2");
    Eventually.see(
        "conferences and participants are known to be 0",
        () -> shard.get().getStatus(),
        seen ->
            Objects.equals(seen.conferences(), 0)
                && Objects.equals(seen.participants(), 0)
                && Objects.equals(seen.observedGeneration(), 1L));
  }

  @Test
  void kubectlGetJitsiShowsIsItUpAndWhereAndHowBusy(TestNamespace namespace) {
    Shard shard = namespace.shard("eu1").awaitReady();
    Eventually.see(
        "conferences are known", () -> shard.get().getStatus(), s -> s.conferences() != null);
    List<String> lines = namespace.kubectl("get", "jitsi").lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst().split(" +")).startsWith("NAME").contains("READY", "URL", "AGE");
    assertThat(lines.get(1).split(" +")).startsWith("eu1").contains("True", "0");
    assertThat(lines.get(1)).contains("https://eu1.example.com");
    assertThat(namespace.kubectl("get", "jshard", "eu1", "-o", "name"))
        .isEqualToIgnoringNewLines("jitsishard.jitsi-operator.io/eu1");
  }

  @Test
  void everyFactIsToldOnce(TestNamespace namespace) {
    Shard shard = namespace.shard("eu1").awaitReady();
    shard.letItLook();
    var events =
        client.events().v1().events().inNamespace(namespace.name()).list().getItems().stream()
            .filter(each -> each.getRegarding().getKind().equals("JitsiShard"))
            .toList();
    assertThat(events)
        .extracting(each -> each.getReason() + ": " + each.getNote())
        .doesNotHaveDuplicates();
    assertThat(events)
        .extracting(each -> each.getReason())
        .contains("CredentialsGenerated", "AllReady", "NoPool");
    assertThat(events)
        .as("no fact is repeated")
        .allSatisfy(each -> assertThat(each.getSeries()).as(each.getNote()).isNull());
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
    Eventually.see(
        "the pause is observed",
        () -> shard.get().getStatus().observedGeneration(),
        seen -> Objects.equals(seen, shard.get().getMetadata().getGeneration()));
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
