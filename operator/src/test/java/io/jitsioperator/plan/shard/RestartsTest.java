package io.jitsioperator.plan.shard;

import static io.jitsioperator.plan.shard.Stage.BREWERY;
import static io.jitsioperator.plan.shard.Stage.JICOFO;
import static io.jitsioperator.plan.shard.Stage.PROSODY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.jitsioperator.intent.Removal;
import io.jitsioperator.intent.Removal.Proof;
import io.jitsioperator.world.Answer;
import io.jitsioperator.world.Expectations;
import io.jitsioperator.world.JicofoReport;
import io.jitsioperator.world.JicofoReport.Components;
import io.jitsioperator.world.Lookup;
import io.jitsioperator.world.ObjectRef;
import io.jitsioperator.world.PortReport.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** When a pod with an older configuration goes, and what the status says while it does not. */
final class RestartsTest {

  /** Changes what Prosody and brewery read, and nothing else. */
  private static final String OTHER_PROSODY =
      "{ domain: meet.example.com, prosody: { priorityClassName: high } }";

  /** The same for Jicofo. */
  private static final String OTHER_JICOFO =
      "{ domain: meet.example.com, jicofo: { priorityClassName: high } }";

  /** What Jicofo discovers after its login is off, which Prosody reads. */
  private static final String FEATURES_OFF =
      "{ domain: meet.example.com, prosody: { priorityClassName: high, extraEnv: ["
          + " {name: ENABLE_AV_MODERATION, value: '0'},"
          + " {name: ENABLE_BREAKOUT_ROOMS, value: '0'}] } }";

  private static final String NONE = "None[]";
  private static final String IDLE = "StillIdle[jicofoPodUid=uid-Pod-" + JICOFO + "]";

  /** What was seen; which pods go, by which proof; what UpdatePending says. */
  private record Row(String seen, Stage stage, Map<String, String> removed, String pending) {}

  private static Stream<Row> rows() {
    var idle = Stage.running().updatedTo(OTHER_PROSODY);
    var busy = idle.jicofo(Optional.of(Stage.stats(3, 1)));
    var both = Map.of(PROSODY, IDLE, BREWERY, IDLE);
    return Stream.of(
        row("nothing has changed", Stage.running(), Map.of(), "False UpToDate"),
        row("no conference for a minute", idle, both, "True Restarting"),
        row("conferences", busy, Map.of(), "True ConferencesRunning"),
        row("no answer", idle.jicofo(silent()), Map.of(), "True ConferencesUnknown"),
        row("never asked", idle.jicofo(Optional.empty()), Map.of(), "True ConferencesUnknown"),
        row(
            "another Jicofo's answer",
            idle.jicofo(ofPod("other")),
            Map.of(),
            "True ConferencesUnknown"),
        row(
            "no conference, but seen once",
            idle.jicofo(idleFor(0)),
            Map.of(),
            "True ConfirmingIdle"),
        row("no conference for 4 s", idle.jicofo(idleFor(4)), Map.of(), "True ConfirmingIdle"),
        row("no conference for 5 s", idle.jicofo(idleFor(5)), both, "True Restarting"),
        row(
            "a Jicofo that runs for 59 s",
            idle.jicofo(runsFor(59)),
            Map.of(),
            "True ConfirmingIdle"),
        row("a Jicofo that runs for 60 s", idle.jicofo(runsFor(60)), both, "True Restarting"),
        row(
            "idle, but not logged in to Prosody",
            idle.jicofo(debug(nothingDiscovered())),
            Map.of(),
            "True ConferencesUnknown"),
        row(
            "idle, but its login was not asked for yet",
            idle.jicofo(debug(new Answer.NotAsked<>())),
            Map.of(),
            "True ConferencesUnknown"),
        row(
            "idle, its login leaves no trace",
            Stage.running().updatedTo(FEATURES_OFF).jicofo(debug(nothingDiscovered())),
            both,
            "True Restarting"),
        row(
            "a Jicofo that cannot log in, and is itself to be replaced",
            Stage.running().updatedTo(OTHER_JICOFO).jicofo(debug(nothingDiscovered())),
            Map.of(JICOFO, IDLE),
            "True Restarting"),
        row("an answer of 15 s ago", idle.at(Worlds.NOW.plusSeconds(15)), both, "True Restarting"),
        row(
            "an answer of 16 s ago",
            idle.at(Worlds.NOW.plusSeconds(16)),
            Map.of(),
            "True ConferencesUnknown"),
        row(
            "busy, a container waits",
            busy.pod(PROSODY, RestartsTest::crashed),
            Map.of(PROSODY, NONE),
            "True ConferencesRunning"),
        row(
            "busy, a pod has failed",
            busy.pod(PROSODY, p -> phase(p, "Failed")),
            Map.of(PROSODY, NONE),
            "True ConferencesRunning"),
        row(
            "busy, a pod never started",
            busy.pod(PROSODY, RestartsTest::unscheduled),
            Map.of(PROSODY, NONE),
            "True ConferencesRunning"),
        row(
            "busy, not ready",
            busy.pod(PROSODY, RestartsTest::notReady),
            Map.of(),
            "True ConferencesRunning"),
        row(
            "busy, not ready, refuses for 5 s",
            refusing(busy, State.REFUSES, 5),
            Map.of(PROSODY, NONE),
            "True ConferencesRunning"),
        row(
            "busy, not ready, refuses for 4 s",
            refusing(busy, State.REFUSES, 4),
            Map.of(),
            "True ConferencesRunning"),
        row(
            "busy, not ready, silent",
            refusing(busy, State.SILENT, 60),
            Map.of(),
            "True ConferencesRunning"),
        row(
            "busy, not ready, accepts",
            refusing(busy, State.ACCEPTS, 60),
            Map.of(),
            "True ConferencesRunning"),
        row(
            "busy, ready, refuses",
            busy.port(PROSODY, State.REFUSES, Duration.ofSeconds(60)),
            Map.of(),
            "True ConferencesRunning"),
        row(
            "idle, but already terminating",
            idle.pod(PROSODY, RestartsTest::terminating),
            Map.of(BREWERY, IDLE),
            "True Restarting"),
        row(
            "idle, but already removed by us",
            idle.expecting(removed(PROSODY)),
            Map.of(BREWERY, IDLE),
            "True Restarting"),
        row(
            "idle, the StatefulSet is not updated",
            Stage.running().spec(OTHER_PROSODY),
            Map.of(),
            "True Restarting"),
        row(
            "idle, the update is not observed",
            idle.edit(StatefulSet.class, "eu1-prosody", RestartsTest::unseen),
            Map.of(BREWERY, IDLE),
            "True Restarting"),
        row(
            "idle, but paused",
            idle.spec(
                "{ domain: meet.example.com, paused: true, prosody: { priorityClassName: high } }"),
            Map.of(),
            "True Paused"),
        row(
            "a pod of before there were revisions",
            Stage.running()
                .pod(JICOFO, p -> p.editMetadata().withAnnotations(Map.of()).endMetadata()),
            Map.of(JICOFO, IDLE),
            "True Restarting"),
        row(
            "a pod is gone",
            idle.without("Pod", PROSODY),
            Map.of(BREWERY, IDLE),
            "True Restarting"));
  }

  @TestFactory
  Stream<DynamicTest> table() {
    return rows().map(row -> DynamicTest.dynamicTest(row.seen(), () -> check(row)));
  }

  private static void check(Row row) {
    var intent = row.stage().plan();
    var removed = new TreeMap<String, String>();
    intent.removals().forEach(r -> removed.put(r.ref().name(), r.proof().toString()));
    assertEquals(new TreeMap<>(row.removed()), removed, row.seen());
    var pending = intent.status().condition("UpdatePending").orElseThrow();
    assertEquals(row.pending(), pending.getStatus() + " " + pending.getReason(), row.seen());
  }

  @Test
  void jicofoGoesLastBecauseTheOthersProofComesFromIt() {
    var spec = "{ domain: meet.example.com, region: eu, prosody: { priorityClassName: high } }";
    var names = Stage.running().updatedTo(spec).plan().removals().stream().map(r -> r.ref().name());
    assertEquals(List.of(PROSODY, BREWERY, JICOFO), names.toList());
  }

  @Test
  void removesExactlyThePodThatWasSeen() {
    var removal = Stage.running().updatedTo(OTHER_PROSODY).plan().removals().getFirst();
    assertEquals(
        new Removal(
            new ObjectRef("v1", "Pod", "ns", PROSODY),
            "uid-Pod-" + PROSODY,
            new Proof.StillIdle("uid-Pod-" + JICOFO),
            "Pod eu1-prosody-0 is replaced by one with the present configuration: no conference"
                + " runs."),
        removal);
  }

  @Test
  void saysWhatWaitsSinceWhen() {
    var busy = Stage.running().updatedTo(OTHER_PROSODY).jicofo(Optional.of(Stage.stats(3, 1)));
    var later =
        busy.written().at(Worlds.NOW.plusSeconds(10)).jicofo(Optional.of(Stage.stats(4, 1)));
    var first = pending(busy);
    assertEquals(first, pending(later), "nothing has changed, so nothing is written");
    assertTrue(
        first
            .getMessage()
            .startsWith(
                "With an older configuration since 2026-11-23T20:00:00Z: eu1-prosody-0,"
                    + " eu1-brewery-0. Conferences run."),
        first.getMessage());
  }

  @Test
  void keepsWhatItSaidUntilJicofoWasAsked() {
    var busy = Stage.running().updatedTo(OTHER_PROSODY).jicofo(Optional.of(Stage.stats(3, 1)));
    var restarted = busy.written().jicofo(Optional.empty());
    assertEquals(pending(busy), pending(restarted));
  }

  @Test
  void aMissingConfigMapHoldsWhatRuns() {
    var spec = "{ domain: meet.example.com, prosody: { customConfigMap: { name: mine } } }";
    var stage = Stage.running().spec(spec).configMap("mine", new Lookup.Missing<>());
    var intent = stage.plan();
    assertEquals(List.of(), intent.removals());
    assertTrue(
        intent.objects().stream()
            .noneMatch(o -> ObjectRef.of(o).toString().equals("StatefulSet eu1-prosody")),
        "the StatefulSet stays as it is");
    assertEquals(
        "Prosody goes on as it is. ConfigMap mine does not exist. Create it in the namespace of the"
            + " shard, or stop referring to it.",
        pending(stage).getMessage());
    assertEquals("True", intent.status().condition("ProsodyReady").orElseThrow().getStatus());
  }

  private static Row row(String seen, Stage stage, Map<String, String> removed, String pending) {
    return new Row(seen, stage, removed, pending);
  }

  private static Condition pending(Stage stage) {
    return stage.plan().status().condition("UpdatePending").orElseThrow();
  }

  /** A running Jicofo without conferences, but for that. */
  private static Optional<JicofoReport> says(Consumer<JicofoParts> change) {
    return Optional.of(JicofoParts.exchange(Stage.stats(0, 0), change));
  }

  private static Optional<JicofoReport> silent() {
    return says(jicofo -> jicofo.stats = new Answer.Silent<>("time-out", Worlds.NOW));
  }

  private static Optional<JicofoReport> idleFor(int seconds) {
    return says(jicofo -> jicofo.idleSince = Optional.of(Worlds.NOW.minusSeconds(seconds)));
  }

  private static Optional<JicofoReport> runsFor(int seconds) {
    var since = Optional.of(Worlds.NOW.minusSeconds(seconds));
    return says(
        jicofo -> {
          jicofo.idleSince = since;
          jicofo.runsSince = since;
        });
  }

  private static Optional<JicofoReport> debug(Answer<Components> components) {
    return says(jicofo -> jicofo.components = components);
  }

  private static Answer<Components> nothingDiscovered() {
    return Stage.said(new Components(Optional.empty(), Optional.empty()));
  }

  private static Optional<JicofoReport> ofPod(String uid) {
    return says(jicofo -> jicofo.podUid = uid);
  }

  private static Expectations removed(String pod) {
    var ref = new ObjectRef("v1", "Pod", "ns", pod);
    var expires = Worlds.NOW.plusSeconds(30);
    return new Expectations(
        List.of(), List.of(new Expectations.Removed(ref, "uid-Pod-" + pod, expires)));
  }

  private static Stage refusing(Stage stage, State state, int seconds) {
    return stage
        .pod(PROSODY, RestartsTest::notReady)
        .port(PROSODY, state, Duration.ofSeconds(seconds));
  }

  private static PodBuilder notReady(PodBuilder pod) {
    return pod.editStatus().editFirstCondition().withStatus("False").endCondition().endStatus();
  }

  private static PodBuilder crashed(PodBuilder pod) {
    return notReady(pod)
        .editStatus()
        .editFirstContainerStatus()
        .withNewState()
        .withNewWaiting("back-off", "CrashLoopBackOff")
        .endState()
        .endContainerStatus()
        .endStatus();
  }

  private static PodBuilder unscheduled(PodBuilder pod) {
    return phase(notReady(pod), "Pending")
        .editStatus()
        .withContainerStatuses(List.of())
        .endStatus();
  }

  private static PodBuilder phase(PodBuilder pod, String phase) {
    return pod.editStatus().withPhase(phase).endStatus();
  }

  private static PodBuilder terminating(PodBuilder pod) {
    return pod.editMetadata().withDeletionTimestamp("2026-11-23T19:59:59Z").endMetadata();
  }

  private static StatefulSet unseen(StatefulSet set) {
    return new StatefulSetBuilder(set).editMetadata().withGeneration(2L).endMetadata().build();
  }
}
