package io.jitsioperator.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jitsioperator.testbed.jitsi.XmppUser;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** From ten lines to a running shard: what a user then sees of it. All look at the same one. */
@ExtendWith(ShardCluster.class)
@Execution(ExecutionMode.CONCURRENT)
class ReadyShardIT {

  private static final String BREWERY = "jvbbrewery@muc.jvb.meet.jitsi";

  private final KubernetesClient client;
  private final TestNamespace namespace;
  private final Shard shard;

  ReadyShardIT(RunningOperator operator, TestNamespace namespace) {
    this.client = operator.client();
    this.namespace = namespace;
    this.shard = namespace.shard("eu1").awaitReady();
  }

  @Test
  void tenLinesBecomeAShardAroundRealProsodys() throws Exception {
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
  void aShardWithoutBridgesIsReadyAndSaysWhatItLacks() {
    assertThat(shard.await("BridgesAvailable=False"))
        .startsWith("BridgesAvailable=False (NoPool)")
        .contains("BridgePool");
    assertThat(shard.condition("Ready").orElseThrow().getObservedGeneration())
        .isEqualTo(shard.get().getMetadata().getGeneration());
  }

  @Test
  void itsStatusSaysWhereItIsAndWhatRuns() {
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
  void kubectlGetJitsiShowsIsItUpAndWhereAndHowBusy() {
    Eventually.see(
        "conferences are known", () -> shard.get().getStatus(), s -> s.conferences() != null);
    List<String> lines = namespace.kubectl("get", "jitsi").lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst().split(" +")).startsWith("NAME").contains("READY", "URL", "AGE");
    assertThat(lines.get(1).split(" +"))
        .startsWith("jitsishard.jitsi-operator.io/eu1")
        .contains("True", "0");
    assertThat(lines.get(1)).contains("https://eu1.example.com");
    assertThat(namespace.kubectl("get", "jshard", "eu1", "-o", "name"))
        .isEqualToIgnoringNewLines("jitsishard.jitsi-operator.io/eu1");
  }

  @Test
  void everyFactIsToldOnce() {
    shard.letItLook();
    var events =
        client.events().v1().events().inNamespace(namespace.name()).list().getItems().stream()
            .filter(each -> each.getRegarding().getKind().equals("JitsiShard"))
            .toList();
    assertThat(events)
        .extracting(each -> each.getReason() + ": " + each.getNote())
        .doesNotHaveDuplicates();
    assertThat(events)
        .extracting(Event::getReason)
        .contains("CredentialsGenerated", "AllReady", "NoPool");
    assertThat(events)
        .as("no fact is repeated")
        .allSatisfy(each -> assertThat(each.getSeries()).as(each.getNote()).isNull());
  }

  @Test
  void aHealthyStartAlarmsNobody() {
    shard.await("BridgesAvailable=False");
    assertThat(client.events().v1().events().inNamespace(namespace.name()).list().getItems())
        .filteredOn(each -> each.getRegarding().getKind().equals("JitsiShard"))
        .filteredOn(each -> each.getType().equals("Warning"))
        .as("warnings, but for the one that is true: no pool serves the shard")
        .extracting(each -> each.getReason() + ": " + each.getNote())
        .allMatch(each -> each.startsWith("NoPool: "));
  }

  @Test
  void eachServiceHasAPasswordOfItsOwn() {
    assertThat(shard.credentials())
        .containsOnlyKeys(
            "JICOFO_AUTH_PASSWORD",
            "JVB_AUTH_PASSWORD",
            "JIBRI_XMPP_PASSWORD",
            "JIBRI_RECORDER_PASSWORD",
            "JIGASI_XMPP_PASSWORD",
            "JIGASI_TRANSCRIBER_PASSWORD",
            "OPERATOR_XMPP_PASSWORD");
    assertThat(shard.credentials().values()).doesNotHaveDuplicates();
  }
}
