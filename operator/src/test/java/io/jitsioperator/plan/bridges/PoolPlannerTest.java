package io.jitsioperator.plan.bridges;

import static io.jitsioperator.plan.bridges.PoolStage.PASSWORD;
import static io.jitsioperator.plan.bridges.PoolStage.SHARD;
import static io.jitsioperator.plan.bridges.PoolStage.encoded;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.jitsioperator.plan.wiring.Cast;
import io.jitsioperator.world.Lookup;
import io.jitsioperator.world.ShardId;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a pool is told, when it gets the password, and when it loses it. */
final class PoolPlannerTest {

  private static final String BY_LABEL =
      "{ from: Selector, selector: { matchLabels: { team: a } } }";
  private static final PoolStage ALL = PoolStage.of("{ from: All }");
  private static final PoolStage SAME = PoolStage.of("{ from: Same }");
  private static final PoolStage LABEL = PoolStage.of(BY_LABEL);
  private static final PoolStage ATTACHED = ALL.holds(SHARD, PASSWORD);

  private record Row(String what, PoolStage stage, String says, String does) {}

  private static Stream<Row> rows() {
    return Stream.of(
        new Row("let in", ALL, "False Copying, Waiting", "copy"),
        new Row("the copy is there", ATTACHED, "True Attached, Attached", "copy"),
        new Row(
            "the password is another", ALL.holds(SHARD, "old"), "False Copying, Waiting", "copy"),
        new Row("not let in", SAME, "False NamespaceNotGranted, Denied", "nothing"),
        new Row("let in no more", ATTACHED.allowed("{ from: Same }"), denied(), "removal"),
        new Row("paused and let in", ALL.paused(), "False Paused, Waiting", "nothing"),
        new Row("paused and attached", ATTACHED.paused(), "True Attached, Attached", "nothing"),
        new Row(
            "paused, another password",
            ALL.holds(SHARD, "old").paused(),
            "False Paused, Waiting",
            "nothing"),
        new Row(
            "paused and let in no more",
            ATTACHED.allowed("{ from: Same }").paused(),
            denied(),
            "removal"),
        new Row("no shard", ALL.shards(List.of()), "False ShardAbsent, Absent", "nothing"),
        new Row(
            "no shard any more",
            ATTACHED.shards(List.of()),
            "False ShardAbsent, Absent",
            "removal"),
        new Row("unread", ATTACHED.unread(), "Unknown NotSeenYet, Unknown", "nothing"),
        new Row("label fits", LABEL.labels("team", "a"), "False Copying, Waiting", "copy"),
        new Row("label does not fit", LABEL.labels("team", "b"), denied(), "nothing"),
        new Row(
            "label fits no more",
            ATTACHED.allowed(BY_LABEL).labels("team", "b"),
            denied(),
            "removal"),
        new Row("labels not seen", LABEL, "Unknown NotSeenYet, Unknown", "nothing"),
        new Row("labels forbidden", LABEL.forbidden(), forbidden(), "nothing"),
        new Row(
            "attached, labels not seen",
            ATTACHED.allowed(BY_LABEL),
            "Unknown NotSeenYet, Unknown",
            "nothing"),
        new Row(
            "attached, labels forbidden",
            ATTACHED.allowed(BY_LABEL).forbidden(),
            forbidden(),
            "nothing"),
        new Row(
            "attached, the shard's namespace is not watched",
            ATTACHED.shards(List.of()).watched("b"),
            "Unknown NamespaceNotWatched, Unknown",
            "nothing"),
        new Row(
            "attached, the shard speaks of something new",
            ATTACHED.allowed("{ from: Friends }"),
            "Unknown NotUnderstood, Unknown",
            "nothing"),
        new Row("being deleted", ALL.going(), "False Copying, Waiting", "nothing"),
        new Row(
            "being deleted, denied",
            ATTACHED.allowed("{ from: Same }").going(),
            denied(),
            "nothing"),
        new Row(
            "removal under way",
            ATTACHED.allowed("{ from: Same }").removed("uid-copy"),
            denied(),
            "nothing"),
        new Row(
            "no Secret",
            ALL.credentials(new Lookup.Missing<>()),
            "False PasswordMissing, Waiting",
            "nothing"),
        new Row(
            "no Secret any more",
            ATTACHED.credentials(new Lookup.Missing<>()),
            "False PasswordMissing, Waiting",
            "nothing"),
        new Row(
            "the Secret cannot be read",
            ATTACHED.credentials(new Lookup.Unknown<>("time-out")),
            "Unknown NotSeenYet, Attached",
            "nothing"),
        new Row(
            "unusable",
            ALL.credentials(found("pass$word")),
            "False PasswordMissing, Waiting",
            "nothing"),
        new Row("empty", ALL.credentials(found("")), "False PasswordMissing, Waiting", "nothing"),
        new Row(
            "somebody else's Secret",
            ALL.credentials(
                new Lookup.Found<>(PoolStage.secret(new ShardId("meet", "eu2"), PASSWORD))),
            "False PasswordMissing, Waiting",
            "nothing"),
        new Row(
            "of another shard before, let in by the new one",
            ALL.holds(new ShardId("meet", "eu2"), PASSWORD),
            "False Copying, Waiting",
            "copy"),
        new Row(
            "of another shard before, not let in by the new one",
            SAME.holds(new ShardId("meet", "eu2"), PASSWORD),
            denied(),
            "removal"),
        new Row(
            "of another shard before, unknown of the new one",
            LABEL.forbidden().holds(new ShardId("meet", "eu2"), PASSWORD),
            forbidden(),
            "removal"),
        new Row(
            "of another shard before, the new one has no password yet",
            ALL.credentials(new Lookup.Missing<>()).holds(new ShardId("meet", "eu2"), PASSWORD),
            "False PasswordMissing, Waiting",
            "removal"));
  }

  private static String denied() {
    return "False NamespaceNotGranted, Denied";
  }

  private static String forbidden() {
    return "Unknown LabelsForbidden, Unknown";
  }

  @TestFactory
  Stream<DynamicTest> table() {
    return rows()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.what(),
                    () -> {
                      assertEquals(row.says(), row.stage().says());
                      assertEquals(row.does(), does(row.stage()));
                    }));
  }

  private static String does(PoolStage stage) {
    var intent = stage.plan();
    var copies = intent.objects().stream().filter(Secret.class::isInstance).map(o -> "copy");
    var removals =
        intent.removals().stream().peek(r -> assertEquals("uid-copy", r.uid())).map(r -> "removal");
    return Stream.concat(copies, removals).reduce((a, b) -> a + ", " + b).orElse("nothing");
  }

  @Test
  void theCopyHoldsThePasswordOfBridgesAndNothingElseOfTheShard() {
    var copy = (Secret) ALL.plan().objects().getFirst();
    assertEquals(
        Set.of("JVB_AUTH_PASSWORD", "custom-jvb.conf", "xmpp-clients.conf"),
        copy.getData().keySet());
    assertEquals(encoded(PASSWORD), copy.getData().get("JVB_AUTH_PASSWORD"));
    assertTrue(decoded(copy, "xmpp-clients.conf").contains("PASSWORD = \"" + PASSWORD + "\""));
    copy.getData().keySet().forEach(k -> assertFalse(decoded(copy, k).contains("secretofjicofo1")));
    assertEquals("b", copy.getMetadata().getNamespace());
    var owner = copy.getMetadata().getOwnerReferences().getFirst();
    assertEquals(
        "BridgePool extra uid-pool-b-extra",
        owner.getKind() + " " + owner.getName() + " " + owner.getUid());
  }

  @Test
  void aUsersOwnSecretServesAsWell() {
    var own =
        new SecretBuilder()
            .withNewMetadata()
            .withName("mine")
            .endMetadata()
            .addToData("JVB_AUTH_PASSWORD", encoded("mine1"))
            .build();
    var shard = Cast.shard("meet", "eu1", "{ from: All }, credentials: { secretName: mine }");
    var copy =
        (Secret)
            ALL.shards(List.of(shard))
                .credentials(new Lookup.Found<>(own))
                .plan()
                .objects()
                .getFirst();
    assertEquals(encoded("mine1"), copy.getData().get("JVB_AUTH_PASSWORD"));
    assertEquals(
        Map.of(SHARD, "mine"), PoolReferences.of(ALL.shards(List.of(shard)).world().tenants()));
  }

  @Test
  void onlySecretsOfShardsThatLetThePoolInAreRead() {
    assertEquals(Map.of(SHARD, "eu1-credentials"), PoolReferences.of(ALL.world().tenants()));
    for (var withheld : List.of(SAME, LABEL, LABEL.forbidden(), ALL.shards(List.of()))) {
      assertEquals(Map.of(), PoolReferences.of(withheld.world().tenants()));
    }
  }

  @Test
  void aSecretOfAnEarlierPoolOfThatNameIsNotOurs() {
    var copy = PoolStage.copy(Cast.pool("b", "extra", "meet", "eu1"), SHARD, PASSWORD);
    copy.getMetadata().getOwnerReferences().getFirst().setUid("another");
    assertEquals("nothing", does(SAME.owned(List.of(copy))));
    assertEquals("False Copying, Waiting", ALL.owned(List.of(copy)).says());
  }

  @Test
  void aRestartThatHasNotSeenLabelsYetLeavesTheStatusAsItWas() {
    var before = LABEL.labels("team", "a").holds(SHARD, PASSWORD).written();
    var after = before.labels(LABEL.world().tenants().namespaces());
    assertEquals(before.world().pool().getStatus(), after.plan().status());
    assertEquals("nothing", does(after));
  }

  @Test
  void whatIsToldIsToldOnce() {
    var events = SAME.plan().events();
    assertEquals(List.of("NamespaceNotGranted"), events.stream().map(e -> e.reason()).toList());
    assertEquals(List.of(), SAME.written().plan().events());
  }

  @Test
  void aComplaintIsLookedAtSoonerThanAnAttachedPool() {
    assertEquals(Duration.ofSeconds(5), ATTACHED.plan().nextLook(), "bridges start");
    assertEquals(Duration.ofMinutes(5), ATTACHED.replicas(0).plan().nextLook());
    assertEquals(Duration.ofSeconds(30), SAME.plan().nextLook());
    assertEquals(Duration.ofSeconds(5), LABEL.plan().nextLook());
  }

  @Test
  void onlyABreweryThatLetsThePoolInIsLookedInto() {
    assertEquals(Set.of(SHARD), looksInto(ALL));
    assertEquals(Set.of(SHARD), looksInto(ATTACHED));
    assertEquals(Set.of(), looksInto(SAME));
    assertEquals(Set.of(), looksInto(ATTACHED.allowed("{ from: Same }")));
    assertEquals(Set.of(), looksInto(ATTACHED.shards(List.of())));
    // While it cannot be told, what was attached stays.
    assertEquals(Set.of(), looksInto(LABEL));
    assertEquals(Set.of(SHARD), looksInto(ATTACHED.allowed(BY_LABEL)));
    assertEquals(Set.of(SHARD), looksInto(ATTACHED.unread()));
  }

  private static Set<ShardId> looksInto(PoolStage stage) {
    return PoolPlanner.plan(stage.world(), PoolStage.SETTINGS).errands().watch().shards();
  }

  @Test
  void aPoolIsHeldWhileABridgeIsThereThatNoCacheShowsYet() {
    assertTrue(mayGo(ALL.going()));
    assertFalse(mayGo(ALL.going().made("extra-1")));
    assertFalse(mayGo(ALL));
  }

  private static boolean mayGo(PoolStage stage) {
    return PoolPlanner.plan(stage.world(), PoolStage.SETTINGS).mayGo();
  }

  private static String decoded(Secret secret, String key) {
    return new String(Base64.getDecoder().decode(secret.getData().get(key)), UTF_8);
  }

  private static Lookup<Secret> found(String password) {
    return new Lookup.Found<>(PoolStage.secret(SHARD, password));
  }
}
