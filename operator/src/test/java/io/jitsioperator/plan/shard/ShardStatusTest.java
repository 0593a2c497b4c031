package io.jitsioperator.plan.shard;

import static io.jitsioperator.plan.shard.Stage.PROSODY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.jitsioperator.api.v1alpha1.JitsiShardStatus;
import io.jitsioperator.intent.Notice;
import io.jitsioperator.plan.wiring.Cast;
import io.jitsioperator.world.Answer;
import io.jitsioperator.world.BreweryReport;
import io.jitsioperator.world.JicofoReport.Components;
import io.jitsioperator.world.JicofoReport.Health;
import io.jitsioperator.world.JicofoReport.Stats;
import io.jitsioperator.world.NamespaceLabels;
import io.jitsioperator.world.ObjectRef;
import io.jitsioperator.world.ShardSignals;
import io.jitsioperator.world.ShardWorld.Obstacle;
import io.jitsioperator.world.Tenants;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the status says in Jitsi's terms, when, and for how long. */
final class ShardStatusTest {

  private record Row(String seen, Stage stage, String type, String expected) {}

  private static final Stage RUNNING = Stage.running();
  private static final Stage SILENT = rest(new Answer.Silent<>("time-out", Worlds.NOW));
  private static final Stage LABEL =
      RUNNING.spec(
          "{ domain: meet.example.com, allowedNamespaces: { from: Selector, selector: {"
              + " matchLabels: { team: a } } } }");
  private static final String FEATURES_OFF =
      "{ domain: meet.example.com, prosody: { extraEnv: [{ name: ENABLE_AV_MODERATION, value: \"0\""
          + " }, { name: ENABLE_BREAKOUT_ROOMS, value: \"False\" }] } }";

  private static Stream<Row> rows() {
    return Stream.of(
        ready("all runs", RUNNING, "True AllReady"),
        ready("nothing exists", Stage.empty(), "False Starting"),
        ready(
            "paused before anything exists",
            Stage.empty().spec("{ domain: a, paused: true }"),
            "False Paused"),
        ready("Prosody's pod is missing", RUNNING.without("Pod", PROSODY), "False NoPod"),
        ready("an object is refused", RUNNING.obstacle(obstacle("Forbidden")), "False Refused"),
        ready("a name is taken", RUNNING.obstacle(obstacle("NameTaken")), "False NameTaken"),
        ready("Jicofo was not asked yet", RUNNING.jicofo(Optional.empty()), "Unknown NotSeenYet"),
        row(
            "not ready",
            RUNNING.pod(PROSODY, ShardStatusTest::notReady),
            "ProsodyReady",
            "False Starting"),
        row(
            "terminating",
            RUNNING.pod(PROSODY, ShardStatusTest::terminating),
            "ProsodyReady",
            "False Restarting"),
        row(
            "image",
            pod("Pending", "ImagePullBackOff", "no such image"),
            "ProsodyReady",
            "False ImageNotPulled"),
        row("crash", pod("Running", "CrashLoopBackOff", "again"), "ProsodyReady", "False Crashing"),
        row(
            "config",
            pod("Pending", "CreateContainerConfigError", "no secret"),
            "ProsodyReady",
            "False ContainerNotCreated"),
        row(
            "unschedulable",
            RUNNING.pod(PROSODY, ShardStatusTest::unschedulable),
            "ProsodyReady",
            "False Unschedulable"),
        jicofo("both logins", RUNNING, "True Running"),
        jicofo(
            "no room",
            RUNNING.brewery(new BreweryReport.RoomAbsent(Worlds.NOW)),
            "False BreweryLoginMissing"),
        jicofo(
            "our login refused",
            RUNNING.brewery(new BreweryReport.LoginRefused(Worlds.NOW, "no")),
            "Unknown BreweryLoginRefused"),
        jicofo(
            "brewery unreachable",
            RUNNING.brewery(new BreweryReport.Unreachable(Worlds.NOW, "no")),
            "Unknown BreweryUnreachable"),
        jicofo(
            "brewery silent",
            RUNNING.brewery(new BreweryReport.Unknown("time-out")),
            "Unknown BreweryUnreachable"),
        jicofo(
            "brewery not asked",
            RUNNING.brewery(ShardSignals.none().brewery()),
            "Unknown NotSeenYet"),
        jicofo(
            "brewery 90 s ago",
            RUNNING.brewery(new BreweryReport.RoomExists(Worlds.NOW.minusSeconds(90))),
            "True Running"),
        jicofo(
            "brewery 91 s ago",
            RUNNING.brewery(new BreweryReport.RoomExists(Worlds.NOW.minusSeconds(91))),
            "Unknown BreweryUnreachable"),
        jicofo("nothing discovered", debug(RUNNING, said(false)), "False MainLoginMissing"),
        jicofo(
            "nothing discovered, features off",
            debug(featuresOff(), said(false)),
            "True MainLoginUnseen"),
        jicofo(
            "nothing discovered, features off by typed fields",
            debug(
                RUNNING.updatedTo(
                    "{ domain: meet.example.com, features: { avModeration: false, breakoutRooms:"
                        + " false } }"),
                said(false)),
            "True MainLoginUnseen"),
        jicofo(
            "nothing discovered, one feature off",
            debug(
                RUNNING.updatedTo("{ domain: meet.example.com, features: { lobby: false } }"),
                said(false)),
            "False MainLoginMissing"),
        jicofo(
            "/debug silent",
            debug(RUNNING, new Answer.Silent<>("time-out", Worlds.NOW)),
            "Unknown NotAnswering"),
        jicofo(
            "REST refuses",
            rest(new Answer.Refused<>(Worlds.NOW, Worlds.NOW)),
            "False NotAnswering"),
        jicofo(
            "REST silent",
            rest(new Answer.Silent<>("time-out", Worlds.NOW)),
            "Unknown NotAnswering"),
        jicofo("components 59 s ago", askedSeldom(59), "True Running"),
        jicofo("components 91 s ago", askedSeldom(91), "Unknown NotAnswering"),
        jicofo("REST 16 s ago", RUNNING.at(Worlds.NOW.plusSeconds(16)), "Unknown NotAnswering"),
        bridges("no bridge", RUNNING, "False NoPool"),
        bridges(
            "a pool, no bridge",
            RUNNING.tenants(pools("ns", Map.of())),
            "False PoolWithoutBridges"),
        bridges("a pool that is not let in", RUNNING.tenants(pools("b", Map.of())), "False NoPool"),
        attached("nobody names it", RUNNING, "True AllGranted"),
        attached(
            "a pool of its namespace", RUNNING.tenants(pools("ns", Map.of())), "True AllGranted"),
        attached(
            "a pool elsewhere", RUNNING.tenants(pools("b", Map.of())), "False AttachmentDenied"),
        attached("a label fits", byLabel(Map.of("b", Map.of("team", "a"))), "True AllGranted"),
        attached("a label does not fit", byLabel(Map.of("b", Map.of())), "False AttachmentDenied"),
        attached("a label is not known", byLabel(Map.of()), "Unknown NotSeenYet"),
        attached("labels are forbidden", forbidden(), "Unknown LabelsForbidden"),
        bridges(
            "bridges", RUNNING.jicofo(Optional.of(Stage.stats(1, 2))), "True BridgesOperational"),
        bridges(
            "bridges, none works",
            stats(new Stats(0, 0, 0, 2, 0, 0, 0), 500),
            "False NoOperationalBridge"),
        bridges(
            "bridges, unhealthy",
            stats(new Stats(0, 0, 0, 2, 2, 0, 0), 503),
            "False JicofoUnhealthy"),
        bridges(
            "bridges, health is off",
            stats(new Stats(0, 0, 0, 2, 2, 0, 0), 404),
            "True BridgesOperational"),
        bridges(
            "Jicofo not logged in",
            RUNNING.brewery(new BreweryReport.RoomAbsent(Worlds.NOW)),
            "Unknown WaitingForJicofo"),
        web("both answer", 2, 2, 2, "True Running"),
        web("one of two answers", 2, 2, 1, "True SomePodsMissing"),
        web("none answers", 2, 2, 0, "False Starting"),
        web("new ones are coming", 3, 1, 2, "True RollingOut"),
        row("known", RUNNING, "ReleaseKnown", "True KnownRelease"),
        row(
            "unknown",
            RUNNING.spec("{ domain: a, release: mine }"),
            "ReleaseKnown",
            "False UnknownRelease"));
  }

  @TestFactory
  Stream<DynamicTest> table() {
    return rows()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.type() + ": " + row.seen(),
                    () -> assertEquals(row.expected(), condition(row.stage(), row.type()))));
  }

  @Test
  void theApiServersSentenceIsInReady() {
    var ready = of(RUNNING.obstacle(obstacle("Forbidden")), "Ready");
    assertTrue(
        ready.getMessage().startsWith("Service eu1-web: exceeded quota"), ready.getMessage());
  }

  @Test
  void aRestartedOperatorChangesNothingBeforeItHasLooked() {
    var before = RUNNING.written();
    assertEquals(
        before.plan().status().conditions(),
        before.signals(ShardSignals.none()).plan().status().conditions());
    assertEquals(List.of(), before.signals(ShardSignals.none()).plan().events());
  }

  @Test
  void timeAloneMovesNoTransition() {
    var later = RUNNING.written().at(Worlds.NOW.plusSeconds(10));
    assertEquals(RUNNING.plan().status(), later.plan().status());
    assertEquals(List.of(), later.plan().events());
  }

  @Test
  void transitionsAreToldOnce() {
    var broken = RUNNING.written().pod(PROSODY, p -> waiting(p, "CrashLoopBackOff", "again"));
    var events = broken.plan().events();
    assertEquals(List.of("Crashing"), events.stream().map(Notice::reason).toList());
    assertEquals(Notice.Type.WARNING, events.getFirst().type());
    assertTrue(
        events.getFirst().message().startsWith("Ready is False. Prosody (pod eu1-prosody-0)"),
        events::toString);
    assertEquals(List.of(), broken.written().plan().events());
    var mended = broken.written().owned(RUNNING.world().owned().objects()).plan().events();
    assertEquals(List.of("AllReady", "Running"), mended.stream().map(Notice::reason).toList());
  }

  @Test
  void aNewShardDoesNotTellThatItStarts() {
    assertEquals(List.of(), Stage.empty().plan().events());
  }

  @Test
  void countsAreAbsentWhileUnknown() {
    var status = SILENT.plan().status();
    assertNull(status.conferences());
    assertNull(status.participants());
    assertNull(status.bridges());
    assertNull(RUNNING.jicofo(Optional.empty()).plan().status().conferences(), "a first status");
    assertEquals(0, RUNNING.plan().status().conferences());
  }

  @Test
  void countsAreWrittenAtMostEvery30Seconds() {
    var before = RUNNING.written().telemetryWritten(Worlds.NOW.minusSeconds(29));
    var held = before.jicofo(Optional.of(Stage.stats(7, 1))).plan();
    assertEquals(0, held.status().conferences(), "29 s after the last write");
    assertEquals(Duration.ofSeconds(1), held.nextLook(), "when it may be written");
    var due = before.telemetryWritten(Worlds.NOW.minusSeconds(30));
    var written = due.jicofo(Optional.of(Stage.stats(7, 1))).plan().status();
    assertEquals(7, written.conferences(), "30 s after the last write");
    assertEquals(21, written.participants());
    assertEquals(new JitsiShardStatus.Bridges(1, 0, 0), written.bridges());
  }

  @Test
  void knownAndUnknownAreTransitions() {
    var known = RUNNING.written().telemetryWritten(Worlds.NOW);
    var silent = known.signals(SILENT.world().signals()).plan();
    assertNull(silent.status().conferences());
    var unknown = SILENT.written().telemetryWritten(Worlds.NOW);
    assertEquals(0, unknown.signals(RUNNING.world().signals()).plan().status().conferences());
  }

  /** Otherwise each start of the operator would write every status twice. */
  @Test
  void anOperatorThatHasJustBegunLeavesTheStatusAsItIs() {
    var before = RUNNING.jicofo(Optional.of(Stage.stats(7, 1))).written();
    var begun = before.signals(ShardSignals.none()).plan().status();
    assertEquals(before.world().shard().getStatus(), begun);
  }

  @Test
  void speaksOfTheGenerationThatItPlanned() {
    var stage = RUNNING.written();
    stage.world().shard().getMetadata().setGeneration(8L);
    var status = stage.plan().status();
    assertEquals(8, status.observedGeneration());
    assertTrue(status.conditions().stream().allMatch(c -> c.getObservedGeneration() == 8));
  }

  @Test
  void says() {
    var status = RUNNING.plan().status();
    assertEquals("https://meet.example.com", status.url());
    assertEquals("stable-11146-2", status.release());
    assertEquals(
        "Jicofo has no bridge: no BridgePool serves this shard; create one that names it in"
            + " spec.shards.",
        of(RUNNING, "BridgesAvailable").getMessage());
  }

  private static Row row(String seen, Stage stage, String type, String expected) {
    return new Row(seen, stage, type, expected);
  }

  private static Row attached(String seen, Stage stage, String expected) {
    return new Row(seen, stage, "AttachmentsGranted", expected);
  }

  /** The pool of that namespace names our shard, which lets in only its own. */
  private static Tenants pools(String namespace, Map<String, Map<String, String>> labels) {
    return tenants(RUNNING, namespace, new NamespaceLabels(labels, Optional.empty()));
  }

  private static Stage byLabel(Map<String, Map<String, String>> labels) {
    return LABEL.tenants(tenants(LABEL, "b", new NamespaceLabels(labels, Optional.empty())));
  }

  private static Stage forbidden() {
    return LABEL.tenants(tenants(LABEL, "b", new NamespaceLabels(Map.of(), Optional.of("no"))));
  }

  private static Tenants tenants(Stage stage, String namespace, NamespaceLabels labels) {
    return new Tenants(
        List.of(stage.world().shard()),
        List.of(Cast.pool(namespace, "extra", "ns", "eu1")),
        labels,
        Set.of(),
        Set.of());
  }

  @Test
  void whoIsAttachedAndWhoIsNotIsCountedAndNamed() {
    var pools = List.of(Cast.pool("ns", "mine", "ns", "eu1"), Cast.pool("b", "x", "ns", "eu1"));
    var shards = List.of(RUNNING.world().shard());
    var status =
        RUNNING
            .tenants(new Tenants(shards, pools, NamespaceLabels.none(), Set.of(), Set.of()))
            .plan()
            .status();
    assertEquals(new JitsiShardStatus.Attachments(1, 1, 0), status.attachments());
    var denied = status.condition("AttachmentsGranted").orElseThrow().getMessage();
    assertTrue(denied.contains("b/x") && !denied.contains("ns/mine"), denied);
    var bridges = status.condition("BridgesAvailable").orElseThrow().getMessage();
    assertTrue(bridges.contains("ns/mine") && !bridges.contains("b/x"), bridges);
  }

  @Test
  void manyDeniedPoolsDoNotFillTheStatus() {
    var pools = IntStream.range(0, 40).mapToObj(i -> Cast.pool("b", "p" + i, "ns", "eu1")).toList();
    var shards = List.of(RUNNING.world().shard());
    var tenants = new Tenants(shards, pools, NamespaceLabels.none(), Set.of(), Set.of());
    var status = RUNNING.tenants(tenants).plan().status();
    var denied = status.condition("AttachmentsGranted").orElseThrow().getMessage();
    assertTrue(denied.contains("b/p0, b/p1, b/p10, b/p11, b/p12 and 35 more"), denied);
  }

  @Test
  void aRestartThatHasNotSeenLabelsYetLeavesTheCountsAsTheyWere() {
    var before = byLabel(Map.of("b", Map.of("team", "a"))).written();
    var after = before.tenants(tenants(LABEL, "b", NamespaceLabels.none()));
    assertEquals(new JitsiShardStatus.Attachments(1, 0, 0), after.plan().status().attachments());
  }

  private static Row ready(String seen, Stage stage, String expected) {
    return row(seen, stage, "Ready", expected);
  }

  private static Row jicofo(String seen, Stage stage, String expected) {
    return row(seen, stage, "JicofoReady", expected);
  }

  private static Row bridges(String seen, Stage stage, String expected) {
    return row(seen, stage, "BridgesAvailable", expected);
  }

  private static Row web(String seen, int replicas, int updated, int available, String expected) {
    var stage =
        RUNNING.edit(
            Deployment.class,
            "eu1-web",
            d ->
                new DeploymentBuilder(d)
                    .editStatus()
                    .withReplicas(replicas)
                    .withUpdatedReplicas(updated)
                    .withAvailableReplicas(available)
                    .endStatus()
                    .build());
    return row(seen, stage, "WebReady", expected);
  }

  private static Stage featuresOff() {
    return RUNNING.spec(FEATURES_OFF);
  }

  private static Answer<Components> said(boolean found) {
    var address = found ? Optional.of("a") : Optional.<String>empty();
    return Stage.said(new Components(address, Optional.empty()));
  }

  private static Stage debug(Stage stage, Answer<Components> components) {
    return stage.jicofoSays(jicofo -> jicofo.components = components);
  }

  private static Stage rest(Answer<Stats> stats) {
    return RUNNING.jicofoSays(jicofo -> jicofo.stats = stats);
  }

  /** Components and version are asked for every half minute or less often, once they are known. */
  private static Stage askedSeldom(int secondsAgo) {
    var at = Worlds.NOW.minusSeconds(secondsAgo);
    return RUNNING.jicofoSays(
        jicofo -> {
          jicofo.version = new Answer.Said<>("1.0", at);
          jicofo.components =
              new Answer.Said<>(new Components(Optional.of("a"), Optional.empty()), at);
        });
  }

  private static Stage stats(Stats stats, int health) {
    return RUNNING.jicofoSays(
        jicofo -> {
          jicofo.stats = Stage.said(stats);
          jicofo.health = Stage.said(new Health(health, "said so"));
        });
  }

  private static Obstacle obstacle(String reason) {
    return new Obstacle(new ObjectRef("v1", "Service", "ns", "eu1-web"), reason, "exceeded quota.");
  }

  private static Stage pod(String phase, String reason, String message) {
    return RUNNING.pod(
        PROSODY, p -> waiting(p, reason, message).editStatus().withPhase(phase).endStatus());
  }

  private static PodBuilder waiting(PodBuilder pod, String reason, String message) {
    return notReady(pod)
        .editStatus()
        .editFirstContainerStatus()
        .withNewState()
        .withNewWaiting(message, reason)
        .endState()
        .endContainerStatus()
        .endStatus();
  }

  private static PodBuilder notReady(PodBuilder pod) {
    return pod.editStatus().editFirstCondition().withStatus("False").endCondition().endStatus();
  }

  private static PodBuilder terminating(PodBuilder pod) {
    return pod.editMetadata().withDeletionTimestamp("2026-11-23T19:59:59Z").endMetadata();
  }

  private static PodBuilder unschedulable(PodBuilder pod) {
    return notReady(pod)
        .editStatus()
        .addNewCondition()
        .withType("PodScheduled")
        .withStatus("False")
        .withMessage("0/3 nodes are available")
        .endCondition()
        .endStatus();
  }

  private static String condition(Stage stage, String type) {
    var condition = of(stage, type);
    return condition.getStatus() + " " + condition.getReason();
  }

  private static Condition of(Stage stage, String type) {
    return stage.plan().status().condition(type).orElseThrow();
  }
}
