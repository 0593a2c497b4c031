package io.jitsioperator.plan.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.jitsioperator.intent.Notice;
import io.jitsioperator.plan.shard.Credentials.Key;
import io.jitsioperator.world.Lookup;
import io.jitsioperator.world.ObjectRef;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Passwords are made once, never changed, and nothing starts or stops because one is missing. */
final class CredentialsTest {

  private static final String OURS = "eu1-credentials";
  private static final String BYO =
      "{ domain: meet.example.com, credentials: { secretName: mine } }";

  private record Row(
      String seen, Stage stage, String expected, boolean generates, boolean planned) {}

  private static Stream<Row> rows() {
    var byo = Stage.empty().spec(BYO);
    return Stream.of(
        new Row("complete", Stage.empty(), "True Complete", false, true),
        new Row("none yet", own(new Lookup.Missing<>()), "False Generating", true, false),
        new Row(
            "not read", own(new Lookup.Unknown<>("time-out")), "Unknown NotSeenYet", false, false),
        new Row(
            "one key deleted",
            own(found(s -> s.removeFromData("JVB_AUTH_PASSWORD"))),
            "False Generating",
            true,
            false),
        new Row(
            "one key emptied",
            own(found(s -> s.addToData("JVB_AUTH_PASSWORD", ""))),
            "False Generating",
            true,
            false),
        new Row(
            "unusable",
            own(found(s -> s.addToData("JVB_AUTH_PASSWORD", "YSBi"))),
            "False UnusableValue",
            false,
            false),
        new Row(
            "of an earlier shard",
            own(found(s -> s.editMetadata().withOwnerReferences().endMetadata())),
            "False NameTaken",
            false,
            false),
        new Row(
            "user's, complete", byo.secret("mine", users(s -> s)), "True Complete", false, true),
        new Row(
            "user's, missing",
            byo.secret("mine", new Lookup.Missing<>()),
            "False MissingSecret",
            false,
            false),
        new Row(
            "user's, not read",
            byo.secret("mine", new Lookup.Unknown<>("no")),
            "Unknown NotSeenYet",
            false,
            false),
        new Row(
            "user's, lacks a key",
            byo.secret("mine", users(s -> s.removeFromData("JVB_AUTH_PASSWORD"))),
            "False MissingKey",
            false,
            false),
        new Row(
            "user's, unusable",
            byo.secret("mine", users(s -> s.addToData("JVB_AUTH_PASSWORD", "w6Q="))),
            "False UnusableValue",
            false,
            false));
  }

  @TestFactory
  Stream<DynamicTest> table() {
    return rows().map(row -> DynamicTest.dynamicTest(row.seen(), () -> check(row)));
  }

  private static void check(Row row) {
    var intent = row.stage().plan();
    var condition = intent.status().condition("CredentialsReady").orElseThrow();
    assertEquals(row.expected(), condition.getStatus() + " " + condition.getReason());
    assertEquals(row.generates(), intent.credentials().isPresent(), "generates");
    var sets = intent.objects().stream().filter(StatefulSet.class::isInstance).count();
    assertEquals(row.planned() ? 3 : 0, sets, "StatefulSets");
  }

  @Test
  void whatRunsGoesOnWithoutTheUsersKey() {
    var stage =
        Stage.running().spec(BYO).secret("mine", users(s -> s.removeFromData("JVB_AUTH_PASSWORD")));
    var intent = stage.plan();
    assertEquals(List.of(), intent.removals());
    assertEquals("True", intent.status().condition("Ready").orElseThrow().getStatus());
    assertEquals(
        "Secret mine lacks JVB_AUTH_PASSWORD. Add what is missing to the Secret.",
        intent.status().condition("CredentialsReady").orElseThrow().getMessage());
    assertTrue(intent.watch().orElseThrow().brewery().isPresent(), "and it is watched");
  }

  @Test
  void aRestoredKeyIsTold() {
    var stage =
        Stage.running().written().secret(OURS, found(s -> s.removeFromData("JVB_AUTH_PASSWORD")));
    var told = stage.plan().events().stream().filter(e -> e.reason().equals("Generating")).toList();
    assertEquals(
        List.of(
            new Notice(
                Notice.Type.NORMAL,
                "Generating",
                "CredentialsReady is False. Secret eu1-credentials lacked JVB_AUTH_PASSWORD: a new"
                    + " value is drawn. Nothing to do; what reads it restarts when no conference"
                    + " runs.")),
        told);
    assertEquals(List.of(), stage.plan().removals());
  }

  @Test
  void asksForAllKeysAndBringsNoData() {
    var generate = own(new Lookup.Missing<>()).plan().credentials().orElseThrow();
    assertEquals(Arrays.stream(Key.values()).map(Key::name).toList(), generate.keys());
    assertEquals("Secret eu1-credentials", ObjectRef.of(generate.secret()).toString());
    assertEquals(1, generate.secret().getMetadata().getOwnerReferences().size());
    assertTrue(generate.secret().getData().isEmpty());
  }

  private static Stage own(Lookup<Secret> secret) {
    return Stage.empty().secret(OURS, secret);
  }

  private static Lookup<Secret> users(UnaryOperator<SecretBuilder> change) {
    return found(
        s -> change.apply(s.editMetadata().withName("mine").withOwnerReferences().endMetadata()));
  }

  private static Lookup<Secret> found(UnaryOperator<SecretBuilder> change) {
    var complete = Stage.empty().world().references().secret(OURS).found().orElseThrow();
    return new Lookup.Found<>(change.apply(new SecretBuilder(complete)).build());
  }
}
