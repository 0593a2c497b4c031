package io.jitsioperator.charts;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jitsioperator.api.v1alpha1.BridgePool;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.api.v1alpha1.ShardReference;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the chart of a shard makes. */
class JitsiChartTest {

  private static final Chart CHART = Chart.JITSI;
  private static final String DOMAIN = "shard: {spec: {domain: meet.example.com}}";
  private static final String PASSWORDS =
      """
      credentials:
        passwords:
          JICOFO_AUTH_PASSWORD: a
          JVB_AUTH_PASSWORD: b
          JIBRI_XMPP_PASSWORD: c
          JIBRI_RECORDER_PASSWORD: d
          JIGASI_XMPP_PASSWORD: e
          JIGASI_TRANSCRIBER_PASSWORD: f
          OPERATOR_XMPP_PASSWORD: g
      """;

  @Test
  void helmFindsNothingToComplainAbout() {
    var lint = CHART.lint();
    assertThat(lint.isFailed()).as("%s", lint.getMessages()).isFalse();
  }

  @Test
  void aShardNeedsADomainAndNothingElse() {
    Rendered all = CHART.renderAs("eu1", "meet", DOMAIN);
    JitsiShard shard = all.one(JitsiShard.class);
    assertThat(all.objects()).hasSize(2);
    assertThat(shard.getMetadata().getName()).isEqualTo("eu1");
    assertThat(shard.getMetadata().getNamespace()).isEqualTo("meet");
    assertThat(shard.getSpec().domain()).isEqualTo("meet.example.com");
    assertThat(Refusal.of(CHART, "{}")).contains("domain");
  }

  @Test
  void theSpecArrivesAsItStands() {
    String values =
        """
        shard:
          spec:
            domain: meet.example.com
            region: eu-central
            web: {replicas: 3, ingress: {className: nginx, annotations: {a: "1"}}}
            jicofo: {bridgeSelection: {maxBridgeParticipants: 1000000}}
        bridges: {enabled: false}
        """;
    Map<?, ?> asked = Serialization.unmarshal(values, Map.class);
    String rendered = CHART.render(values).text();
    Map<?, ?> made = Serialization.unmarshal(rendered, Map.class);
    assertThat(made.get("spec")).isEqualTo(((Map<?, ?>) asked.get("shard")).get("spec"));
  }

  @Test
  void thePoolHasTheNameOfTheShardAndServesIt() {
    String named = "shard: {name: meet1, spec: {domain: meet.example.com}}\n";
    String values =
        named + "bridges: {replicas: 3, spec: {region: eu, media: {ports: {to: 10003}}}}";
    BridgePool pool = CHART.renderAs("release", "meet", values).one(BridgePool.class);
    assertThat(pool.getMetadata().getName()).isEqualTo("meet1");
    assertThat(pool.getMetadata().getNamespace()).isEqualTo("meet");
    assertThat(pool.getSpec().shards()).containsExactly(new ShardReference("meet1", null));
    assertThat(pool.getSpec().replicas()).isEqualTo(3);
    assertThat(pool.getSpec().region()).isEqualTo("eu");
    assertThat(pool.getSpec().media().ports().last()).isEqualTo(10003);
  }

  @Test
  void whoScalesOtherwiseLeavesReplicasOut() {
    assertThat(CHART.renderAs("eu1", "meet", DOMAIN).text()).contains("replicas: 1");
    assertThat(CHART.renderAs("eu1", "meet", DOMAIN + "\nbridges: {replicas: null}").text())
        .contains("kind: BridgePool")
        .doesNotContain("replicas");
    assertThat(CHART.renderAs("eu1", "meet", DOMAIN + "\nbridges: {replicas: 0}").text())
        .contains("replicas: 0");
  }

  @Test
  void whatTheChartItselfSaysOfThePoolIsRefusedInItsSpec() {
    for (String spec : List.of("replicas: 2", "shards: [{name: other}]")) {
      assertThat(Refusal.of(CHART, DOMAIN + "\nbridges: {spec: {" + spec + "}}"))
          .contains("bridges", spec.split(":", 2)[0]);
    }
  }

  @Test
  void ownPasswordsBecomeASecretToWhichTheShardRefers() {
    Rendered all = CHART.renderAs("eu1", "meet", DOMAIN + "\n" + PASSWORDS);
    Secret secret = all.one(Secret.class);
    assertThat(secret.getData()).hasSize(7).containsEntry("JVB_AUTH_PASSWORD", "Yg==");
    assertThat(all.one(JitsiShard.class).getSpec().credentials().secretName())
        .isEqualTo(secret.getMetadata().getName());
    String both = "shard: {spec: {domain: a.b, credentials: {secretName: mine}}}\n" + PASSWORDS;
    assertThat(Refusal.of(CHART, both)).contains("exclude each other");
  }

  @Test
  void passwordsThatTheImagesCannotTakeAreRefused() {
    for (String values :
        List.of(
            PASSWORDS.replace(": g", ": 'g h'"),
            PASSWORDS.replaceAll("(?m)^ *OPERATOR.*$", ""),
            PASSWORDS.replace("JVB_AUTH", "JVB"))) {
      assertThat(Refusal.of(CHART, DOMAIN + "\n" + values)).contains("passwords");
    }
  }
}
