package io.jitsioperator.plan.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.jitsioperator.world.Lookup;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is said when that which a login needs is missing: the running pods stay as they are. */
final class LoginTest {

  private static final String JWT =
      "authentication: { type: JWT, jwt: { appId: a, secretRef: { name: mine, key: word } } }";
  private static final String LDAP =
      "authentication: { type: LDAP, ldap: { servers: [ldap://a], base: b, bindDn: c,"
          + " bindSecretRef: { name: mine, key: word } } }";
  private static final String CA =
      "authentication: { type: LDAP, ldap: { servers: [ldaps://a], base: b, caConfigMap: { name:"
          + " ca } } }";
  private static final String TURN = "turn: { hosts: [a], secretRef: { name: mine, key: word } }";

  private record Row(String seen, Stage stage, String reason, String named) {}

  private static Stream<Row> rows() {
    return Stream.of(
        new Row("no secret for JWT", missing(JWT), "MissingSecret", "mine"),
        new Row("no secret for LDAP", missing(LDAP), "MissingSecret", "mine"),
        new Row("no secret for TURN", missing(TURN), "MissingSecret", "mine"),
        new Row("no key for JWT", key(JWT, "other", "a"), "MissingKey", "word"),
        new Row("no key for TURN", key(TURN, "other", "a"), "MissingKey", "word"),
        new Row("JWT with a quote", key(JWT, "word", "a\"b"), "UnusableValue", "word"),
        new Row("TURN with a backslash", key(TURN, "word", "a\\b"), "UnusableValue", "word"),
        new Row("TURN with a new line", key(TURN, "word", "a\n"), "UnusableValue", "word"),
        new Row("LDAP with two lines", key(LDAP, "word", "a\nb"), "UnusableValue", "one line"),
        new Row("no authorities", file(new Lookup.Missing<>()), "MissingConfigMap", "ca"),
        new Row(
            "other file",
            file(new Lookup.Found<>(new ConfigMapBuilder().addToData("ca.pem", "PEM").build())),
            "MissingConfigMapKey",
            "ca.crt"));
  }

  @TestFactory
  Stream<DynamicTest> whatIsMissingIsNamedAndTheRunningPodsStay() {
    return rows().map(row -> DynamicTest.dynamicTest(row.seen(), () -> check(row)));
  }

  private static void check(Row row) {
    var intent = row.stage().plan();
    var pending = intent.status().condition("UpdatePending").orElseThrow();
    assertEquals("True " + row.reason(), pending.getStatus() + " " + pending.getReason());
    assertTrue(pending.getMessage().contains(row.named()), pending.getMessage());
    assertFalse(pending.getMessage().contains("a\"b"), "no secret in a condition");
    assertEquals(List.of(), intent.removals());
    assertTrue(
        intent.objects().stream()
            .filter(StatefulSet.class::isInstance)
            .noneMatch(o -> o.getMetadata().getName().equals("eu1-prosody")),
        "Prosody's StatefulSet stays as it is");
    var ready = intent.status().condition("ProsodyReady").orElseThrow();
    assertEquals("True", ready.getStatus());
  }

  @Test
  void awkwardButPossibleValuesAreTaken() {
    assertEquals("UpToDate", pending(key(LDAP, "word", "pässw\"ö\\rd").settle()));
    assertEquals("UpToDate", pending(key(JWT, "word", "a'b{c} d,$").settle()));
  }

  @Test
  void settingsOfATypeThatIsNotChosenAreNotRead() {
    var stage = missing(JWT.replace("type: JWT, ", ""));
    assertEquals("UpToDate", pending(stage));
  }

  private static String pending(Stage stage) {
    return stage.plan().status().condition("UpdatePending").orElseThrow().getReason();
  }

  private static Stage spec(String spec) {
    return Stage.running().spec("{ domain: meet.example.com, " + spec + " }");
  }

  private static Stage missing(String spec) {
    return spec(spec).secret("mine", new Lookup.Missing<>());
  }

  private static Stage key(String spec, String key, String value) {
    return spec(spec).secret("mine", new Lookup.Found<>(secret(key, value)));
  }

  private static Stage file(Lookup<io.fabric8.kubernetes.api.model.ConfigMap> ca) {
    return spec(CA).configMap("ca", ca);
  }

  private static Secret secret(String key, String value) {
    var encoded = Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
    return new SecretBuilder()
        .withNewMetadata()
        .withName("mine")
        .endMetadata()
        .addToData(key, encoded)
        .build();
  }
}
