package io.jitsioperator.plan.shard;

import static io.jitsioperator.plan.shard.NodeRow.ALIVE;
import static io.jitsioperator.plan.shard.NodeRow.GONE;
import static io.jitsioperator.plan.shard.NodeRow.LOST;
import static io.jitsioperator.plan.shard.NodeRow.OFF;
import static io.jitsioperator.plan.shard.NodeRow.both;
import static io.jitsioperator.plan.shard.NodeRow.deaf;
import static io.jitsioperator.plan.shard.NodeRow.node;
import static io.jitsioperator.plan.shard.NodeRow.notReady;
import static io.jitsioperator.plan.shard.NodeRow.on;
import static io.jitsioperator.plan.shard.NodeRow.removed;
import static io.jitsioperator.plan.shard.NodeRow.spec;
import static io.jitsioperator.plan.shard.NodeRow.unknown;
import static io.jitsioperator.plan.shard.NodeRow.unread;
import static io.jitsioperator.plan.shard.Stage.BREWERY;
import static io.jitsioperator.plan.shard.Stage.PROSODY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jitsioperator.intent.Notice;
import io.jitsioperator.intent.Removal;
import io.jitsioperator.intent.Removal.Manner;
import io.jitsioperator.intent.Removal.Proof;
import io.jitsioperator.world.Lookup;
import io.jitsioperator.world.Nodes;
import io.jitsioperator.world.ObjectRef;
import io.jitsioperator.world.PortReport.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Which node counts as dead, and what is said of it. */
final class NodeLossTest {

  private static final String FORCED = "FORCED None[]";

  private static Stream<NodeRow> losses() {
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
            on(GONE).pod(PROSODY, PodStates::terminating),
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
  Stream<DynamicTest> table() {
    return losses().map(row -> row.test("SignallingNodeLost"));
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
  void whoMayNotSeeNodesIsToldHow() {
    var visible =
        on(ALIVE)
            .nodes(new Nodes(Nodes.Sight.FORBIDDEN, Map.of()))
            .plan()
            .status()
            .condition("NodesVisible")
            .orElseThrow();
    assertEquals("False", visible.getStatus());
    for (var way : List.of("rbac.nodes", "install/rbac-nodes.yaml")) {
      assertTrue(visible.getMessage().contains(way), visible.getMessage());
    }
    var seen = on(ALIVE).plan().status().condition("NodesVisible").orElseThrow();
    assertEquals("True", seen.getStatus());
  }

  private static NodeRow row(
      String seen, Stage stage, Map<String, String> removed, String condition) {
    return new NodeRow(seen, stage, removed, condition);
  }
}
