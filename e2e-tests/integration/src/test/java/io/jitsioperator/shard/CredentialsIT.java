package io.jitsioperator.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Passwords that running components use are never changed, and a user's Secret never written. */
@ExtendWith(ShardCluster.class)
@Execution(ExecutionMode.CONCURRENT)
class CredentialsIT {

  private static final List<String> KEYS =
      List.of(
          "JICOFO_AUTH_PASSWORD",
          "JVB_AUTH_PASSWORD",
          "JIBRI_XMPP_PASSWORD",
          "JIBRI_RECORDER_PASSWORD",
          "JIGASI_XMPP_PASSWORD",
          "JIGASI_TRANSCRIBER_PASSWORD",
          "OPERATOR_XMPP_PASSWORD");

  private static final String OWN = "credentials: {secretName: mine}";

  private final KubernetesClient client;

  CredentialsIT(RunningOperator operator) {
    client = operator.client();
  }

  @Test
  void aGeneratedSecretIsNeverWrittenAgain(TestNamespace namespace) {
    Shard shard = namespace.shard("eu1").awaitReady();
    String before = version(namespace, "eu1-credentials");
    for (int i = 0; i < 25; i++) {
      for (boolean paused : new boolean[] {true, false}) {
        namespace.shard("eu1", "paused: " + paused);
        shard.awaitObserved();
      }
    }
    namespace.kubectlWith(
        Shard.manifest("eu1"), "apply", "--force-conflicts", "--server-side", "-f", "-");
    shard.letItLook();
    assertThat(version(namespace, "eu1-credentials")).isEqualTo(before);
  }

  @Test
  void aDeletedKeyIsRestoredAndTheEventSaysSo(TestNamespace namespace) {
    Shard shard = namespace.shard("eu1").awaitReady();
    Map<String, String> before = shard.credentials();
    dropKey(namespace, "eu1-credentials", "JVB_AUTH_PASSWORD");
    Map<String, String> after =
        Eventually.see("all keys are there", shard::credentials, now -> now.size() == 7);
    assertThat(after.get("JVB_AUTH_PASSWORD")).isNotEqualTo(before.remove("JVB_AUTH_PASSWORD"));
    after.remove("JVB_AUTH_PASSWORD");
    assertThat(after).as("all other passwords").isEqualTo(before);
    Eventually.see(
        "an event names the key",
        () -> told(namespace),
        all -> all.stream().anyMatch(t -> t.startsWith("Warning") && t.contains("JVB_AUTH_")));
    shard.awaitReady();
  }

  private List<String> told(TestNamespace namespace) {
    return client.events().v1().events().inNamespace(namespace.name()).list().getItems().stream()
        .filter(each -> each.getRegarding().getKind().equals("JitsiShard"))
        .map(each -> each.getType() + " " + each.getReason() + ": " + each.getNote())
        .toList();
  }

  @Test
  void aUsersSecretIsNeverWritten(TestNamespace namespace) {
    secret(namespace, KEYS, "secret0");
    String before = version(namespace, "mine");
    Shard shard = namespace.shard("eu1", OWN).awaitReady();
    shard.letItLook();
    assertThat(version(namespace, "mine")).isEqualTo(before);
    assertThat(namespace.kubectl("get", "secrets", "-o", "name"))
        .as("no other is made")
        .doesNotContain("eu1-credentials");
    namespace.kubectl("delete", "jitsishard", "eu1");
    assertThat(version(namespace, "mine")).as("after the shard has gone").isEqualTo(before);
  }

  @Test
  void aKeyThatGoesMissingIsNamedWhileWhatRunsGoesOn(TestNamespace namespace) {
    secret(namespace, KEYS, "secret0");
    Shard shard = namespace.shard("eu1", OWN).awaitReady();
    Map<String, String> pods = shard.pods();
    dropKey(namespace, "mine", "JIGASI_XMPP_PASSWORD");
    shard.letItLook();
    String line = shard.awaitCondition("CredentialsReady=False", "JIGASI_XMPP_PASSWORD");
    assertThat(line).contains("mine");
    shard.letItLook();
    shard.assertPods(pods);
    secret(namespace, KEYS, "secret0");
    shard.await("CredentialsReady=True");
    shard.awaitReady().assertPods(pods);
  }

  @Test
  void aKeyThatIsMissingFromTheStartIsNamed(TestNamespace namespace) {
    secret(namespace, KEYS.subList(1, KEYS.size()), "secret0");
    Shard shard = namespace.shard("eu1", OWN);
    assertThat(shard.awaitCondition("CredentialsReady=False", "JICOFO_AUTH_PASSWORD"))
        .doesNotContain("JVB_AUTH_PASSWORD");
    secret(namespace, KEYS, "secret0");
    shard.awaitReady();
  }

  @Test
  void aCharacterThatTheImagesDoNotQuoteIsNamed(TestNamespace namespace) {
    secret(namespace, KEYS, "pass$word");
    Shard shard = namespace.shard("eu1", OWN);
    shard.awaitCondition("CredentialsReady=False", "JVB_AUTH_PASSWORD");
    assertThat(shard.conditions()).allSatisfy(l -> assertThat(l).doesNotContain("pass$word"));
    assertThat(shard.pods()).doesNotContainKey("eu1-prosody-0");
  }

  @Test
  void aSecretThatComesLateIsTaken(TestNamespace namespace) {
    Shard shard = namespace.shard("eu1", OWN);
    shard.awaitCondition("CredentialsReady=False", "mine");
    shard.awaitCondition("Ready=False", "");
    secret(namespace, KEYS, "secret0");
    // Nothing tells the operator: it looks by itself while it complains.
    shard.awaitReady();
  }

  private static void dropKey(TestNamespace namespace, String secret, String key) {
    namespace.kubectl(
        "patch", "secret", secret, "--type=merge", "-p", "{\"data\":{\"" + key + "\":null}}");
  }

  /** Applies the Secret {@code mine}: the same value with the key's number for each key. */
  private void secret(TestNamespace namespace, List<String> keys, String value) {
    Map<String, String> data =
        keys.stream()
            .collect(
                Collectors.toMap(k -> k, k -> value + KEYS.indexOf(k), (a, b) -> a, TreeMap::new));
    namespace.apply(
        Stream.of(
                "apiVersion: v1",
                "kind: Secret",
                "metadata: {name: mine}",
                "stringData: {"
                    + data.entrySet().stream()
                        .map(e -> e.getKey() + ": '" + e.getValue() + "'")
                        .collect(Collectors.joining(", "))
                    + "}")
            .collect(Collectors.joining("\n")));
  }

  private String version(TestNamespace namespace, String name) {
    Secret secret = client.secrets().inNamespace(namespace.name()).withName(name).require();
    return secret.getMetadata().getUid() + " " + secret.getMetadata().getResourceVersion();
  }
}
