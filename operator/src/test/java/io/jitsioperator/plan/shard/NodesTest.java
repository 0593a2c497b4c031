package io.jitsioperator.plan.shard;

import static io.jitsioperator.plan.shard.Stage.BREWERY;
import static io.jitsioperator.plan.shard.Stage.JICOFO;
import static io.jitsioperator.plan.shard.Stage.PROSODY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.jitsioperator.intent.Notice;
import io.jitsioperator.intent.Removal;
import io.jitsioperator.intent.Removal.Manner;
import io.jitsioperator.intent.Removal.Proof;
import io.jitsioperator.world.Expectations;
import io.jitsioperator.world.Lookup;
import io.jitsioperator.world.NodeReport;
import io.jitsioperator.world.NodeReport.Heartbeat;
import io.jitsioperator.world.Nodes;
import io.jitsioperator.world.ObjectRef;
import io.jitsioperator.world.PortReport.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who leaves a cordoned node and when, and which node counts as dead. */
final class NodesTest {

  private static final String IDLE = "ORDERLY StillIdle[jicofoPodUid=uid-Pod-" + JICOFO + "]";
  private static final String DOWN = "ORDERLY None[]";
  private static final String FORCED = "FORCED None[]";

  private static final Lookup<NodeReport> ALIVE = node(false, false, true, unread());
  private static final Lookup<NodeReport> CORDONED = node(true, false, true, unread());
  private static final Lookup<NodeReport> LOST = node(false, false, false, stale(60));
  private static final Lookup<NodeReport> OFF = node(false, true, true, unread());
  private static final Lookup<NodeReport> GONE = new Lookup.Missing<>();

  private record Row(String seen, Stage stage, Map<String, String> removed, String condition) {}

  private static Stream<Row> drains() {
    var busy = Optional.of(Stage.stats(3, 1));
    return Stream.of(
        row("no cordon", on(ALIVE), Map.of(), "False UpToDate"),
        row("cordon and idle", on(CORDONED), both(IDLE), "True Restarting"),
        row("cordon and busy", on(CORDONED).jicofo(busy), Map.of(), "True NodeDrain"),
        row(
            "cordon and unknown",
            on(CORDONED).jicofo(Optional.of(JicofoParts.silent())),
            Map.of(),
            "True NodeDrain"),
        row(
            "cordon and busy, the process is down",
            on(CORDONED).jicofo(busy).pod(PROSODY, NodesTest::failed),
            Map.of(PROSODY, DOWN),
            "True NodeDrain"),
        row(
            "cordon and busy, for a week",
            on(CORDONED).changedAt(Worlds.NOW.minus(Duration.ofDays(7))).jicofo(busy),
            Map.of(),
            "True NodeDrain"),
        row(
            "cordon and idle, outside the window",
            on(CORDONED).spec(spec("updates: { window: " + CLOSED + " }")),
            both(IDLE),
            "True Restarting"),
        row("cordon, but it would come back", tolerant(), Map.of(), "False UpToDate"),
        row("cordon, but paused", on(CORDONED).spec(spec("paused: true")), Map.of(), "True Paused"),
        row(
            "cordon, but already leaving",
            on(CORDONED).expecting(removed(PROSODY)),
            Map.of(BREWERY, IDLE),
            "True Restarting"),
        row("nothing is known of the node", on(unknown()), Map.of(), "False UpToDate"),
        row(
            "nodes may not be seen",
            on(CORDONED).nodes(new Nodes(Nodes.Sight.FORBIDDEN, Map.of())),
            Map.of(),
            "False UpToDate"));
  }

  private static final String CLOSED = "{ cron: '0 2 * * *', timeZone: UTC, duration: 2h }";

  private static Stream<Row> losses() {
    return Stream.of(
        row("alive", on(ALIVE), Map.of(), "False NodesAlive"),
        row("not ready, just now", on(notReady(0)), Map.of(), "Unknown NodeNotReady"),
        row("not ready for 59 s", deaf(on(notReady(59)), 60), Map.of(), "Unknown NodeNotReady"),
        row("lost, nothing answers for 60 s", deaf(on(LOST), 60), both(FORCED), "True NodeDead"),
        row("lost, nothing answers for 59 s", deaf(on(LOST), 59), Map.of(), "Unknown NodeNotReady"),
        row(
            "lost, one refuses and one is silent",
            deaf(on(LOST), 60).port(PROSODY, State.REFUSES, Duration.ofSeconds(60)),
            both(FORCED),
            "True NodeDead"),
        row(
            "lost, but one answers",
            deaf(on(LOST), 60).port(BREWERY, State.ACCEPTS, Duration.ofSeconds(1)),
            Map.of(),
            "True NodeLostPortsAnswer"),
        row("lost, but nobody has looked", on(LOST), Map.of(), "Unknown NodeNotReady"),
        row(
            "lost, but one was not looked at",
            on(LOST).port(PROSODY, State.SILENT, Duration.ofSeconds(90)),
            Map.of(),
            "Unknown NodeNotReady"),
        row(
            "lost, but another pod was looked at",
            deaf(on(LOST), 60).pod(PROSODY, p -> p.editMetadata().withUid("another").endMetadata()),
            Map.of(),
            "Unknown NodeNotReady"),
        row(
            "lost, but what is known is old",
            deaf(on(LOST), 60).at(Worlds.NOW.plusSeconds(16)),
            Map.of(),
            "Unknown NodeNotReady"),
        row(
            "not ready, its Lease cannot be read",
            deaf(on(node(false, false, false, unread())), 600),
            Map.of(),
            "Unknown NodeNotReady"),
        row(
            "not ready, it has no Lease",
            deaf(on(node(false, false, false, new Lookup.Missing<>())), 600),
            Map.of(),
            "Unknown NodeNotReady"),
        row("ready, but nothing answers", deaf(on(ALIVE), 600), Map.of(), "False NodesAlive"),
        row("the node is gone", on(GONE), both(FORCED), "True NodeDead"),
        row("out of service", on(OFF), both(FORCED), "True NodeDead"),
        row(
            "out of service, though something answers",
            on(OFF).port(PROSODY, State.ACCEPTS, Duration.ofSeconds(60)),
            both(FORCED),
            "True NodeDead"),
        row(
            "gone, already terminating",
            on(GONE).pod(PROSODY, NodesTest::terminating),
            both(FORCED),
            "True NodeDead"),
        row(
            "gone, already forced",
            on(GONE).expecting(removed(PROSODY)),
            Map.of(BREWERY, FORCED),
            "True NodeDead"),
        row("gone, but paused", on(GONE).spec(spec("paused: true")), Map.of(), "True NodeDead"),
        row(
            "nothing is known of the node",
            deaf(on(unknown()), 600),
            Map.of(),
            "Unknown NotSeenYet"),
        row(
            "nodes may not be seen",
            deaf(on(LOST), 600).nodes(new Nodes(Nodes.Sight.FORBIDDEN, Map.of())),
            Map.of(),
            "Unknown NodesForbidden"));
  }

  @TestFactory
  Stream<DynamicTest> drain() {
    return drains().map(r -> DynamicTest.dynamicTest(r.seen(), () -> check(r, "UpdatePending")));
  }

  @TestFactory
  Stream<DynamicTest> loss() {
    return losses()
        .map(r -> DynamicTest.dynamicTest(r.seen(), () -> check(r, "SignallingNodeLost")));
  }

  private static void check(Row row, String type) {
    var intent = row.stage().plan();
    var removed = new TreeMap<String, String>();
    intent.removals().forEach(r -> removed.put(r.ref().name(), r.manner() + " " + r.proof()));
    assertEquals(new TreeMap<>(row.removed()), removed, row.seen());
    var said = intent.status().condition(type).orElseThrow();
    assertEquals(row.condition(), said.getStatus() + " " + said.getReason(), row.seen());
  }

  @Test
  void aFailOverIsToldWithItsReason() {
    var removal = deaf(on(LOST), 60).plan().removals().getFirst();
    assertEquals(
        new Removal(
            new ObjectRef("v1", "Pod", "ns", PROSODY),
            "uid-Pod-" + PROSODY,
            Manner.FORCED,
            new Proof.None(),
            new Notice(
                Notice.Type.WARNING,
                "SignallingFailedOver",
                "Pod eu1-prosody-0 is given up and made anew elsewhere, because its node n1 is"
                    + " dead: it is not ready, its Lease was not renewed since"
                    + " 2026-11-23T19:59:00Z, and none of the pods on it has accepted a connection"
                    + " for 60 s.")),
        removal);
  }

  @Test
  void aPodOnADeadNodeIsNotReplacedTwice() {
    var stage = on(GONE).updatedTo(spec("prosody: { priorityClassName: high }"));
    var names = stage.plan().removals().stream().map(r -> r.ref().name()).toList();
    assertEquals(List.of(PROSODY, BREWERY), names);
  }

  @Test
  void onlyNodesWithSignallingMatter() {
    var elsewhere = on(ALIVE).node("n2", GONE).plan();
    assertEquals(List.of(), elsewhere.removals());
    assertEquals(
        "False", elsewhere.status().condition("SignallingNodeLost").orElseThrow().getStatus());
  }

  @Test
  void aDrainThatWaitsSaysForWhat() {
    var message =
        on(CORDONED)
            .jicofo(Optional.of(Stage.stats(3, 1)))
            .plan()
            .status()
            .condition("UpdatePending")
            .orElseThrow()
            .getMessage();
    assertTrue(
        message.startsWith(
            "On the cordoned node n1: eu1-prosody-0, eu1-brewery-0. Conferences run. They leave"),
        message);
  }

  @Test
  void aDrainThatHappensSaysWhy() {
    assertEquals(
        "Pod eu1-prosody-0 leaves node n1, which is cordoned: no conference runs.",
        on(CORDONED).plan().removals().getFirst().why());
  }

  @Test
  void whoMayNotSeeNodesIsToldHow() {
    var visible =
        on(ALIVE)
            .nodes(new Nodes(Nodes.Sight.FORBIDDEN, Map.of()))
            .plan()
            .status()
            .condition("NodesVisible")
            .orElseThrow();
    assertEquals("False", visible.getStatus());
    assertTrue(visible.getMessage().contains("install/rbac-nodes.yaml"), visible.getMessage());
    var seen = on(ALIVE).plan().status().condition("NodesVisible").orElseThrow();
    assertEquals("True", seen.getStatus());
  }

  /** Prosody and brewery are on a node of which this is known; Jicofo is on another. */
  private static Stage on(Lookup<NodeReport> node) {
    return Stage.running()
        .onNode(PROSODY, "n1")
        .onNode(BREWERY, "n1")
        .onNode(JICOFO, "n3")
        .node("n1", node)
        .node("n3", ALIVE);
  }

  /** The same, but the pods may be put on cordoned nodes. */
  private static Stage tolerant() {
    return Stage.empty()
        .spec(spec("prosody: { tolerations: [{ operator: Exists }] }"))
        .settle()
        .signals(Stage.signals(Stage.stats(0, 0)))
        .onNode(PROSODY, "n1")
        .onNode(BREWERY, "n1")
        .node("n1", CORDONED);
  }

  /** Neither of them was reached for that long. */
  private static Stage deaf(Stage stage, int seconds) {
    return stage
        .port(PROSODY, State.SILENT, Duration.ofSeconds(seconds))
        .port(BREWERY, State.SILENT, Duration.ofSeconds(seconds));
  }

  private static String spec(String more) {
    return "{ domain: meet.example.com, " + more + " }";
  }

  private static Lookup<NodeReport> node(
      boolean cordoned, boolean off, boolean ready, Lookup<Heartbeat> lease) {
    return new Lookup.Found<>(new NodeReport(cordoned, off, ready, lease));
  }

  private static Lookup<NodeReport> notReady(int seconds) {
    return node(false, false, false, stale(seconds));
  }

  private static Lookup<NodeReport> unknown() {
    return new Lookup.Unknown<>("no answer");
  }

  private static Lookup<Heartbeat> stale(int seconds) {
    return new Lookup.Found<>(new Heartbeat(Worlds.NOW.minusSeconds(seconds), Worlds.NOW));
  }

  private static Lookup<Heartbeat> unread() {
    return new Lookup.Unknown<>("not read");
  }

  private static Map<String, String> both(String how) {
    return Map.of(PROSODY, how, BREWERY, how);
  }

  private static Row row(String seen, Stage stage, Map<String, String> removed, String condition) {
    return new Row(seen, stage, removed, condition);
  }

  private static Expectations removed(String pod) {
    var ref = new ObjectRef("v1", "Pod", "ns", pod);
    var expires = Worlds.NOW.plusSeconds(30);
    return new Expectations(
        List.of(), List.of(new Expectations.Removed(ref, "uid-Pod-" + pod, expires)));
  }

  private static PodBuilder failed(PodBuilder pod) {
    return pod.editStatus().withPhase("Failed").endStatus();
  }

  private static PodBuilder terminating(PodBuilder pod) {
    return pod.editMetadata().withDeletionTimestamp("2026-11-23T19:59:59Z").endMetadata();
  }
}
