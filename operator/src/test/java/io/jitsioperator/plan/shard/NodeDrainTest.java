package io.jitsioperator.plan.shard;

import static io.jitsioperator.plan.shard.NodeRow.ALIVE;
import static io.jitsioperator.plan.shard.NodeRow.CORDONED;
import static io.jitsioperator.plan.shard.NodeRow.both;
import static io.jitsioperator.plan.shard.NodeRow.on;
import static io.jitsioperator.plan.shard.NodeRow.removed;
import static io.jitsioperator.plan.shard.NodeRow.spec;
import static io.jitsioperator.plan.shard.NodeRow.unknown;
import static io.jitsioperator.plan.shard.Stage.BREWERY;
import static io.jitsioperator.plan.shard.Stage.JICOFO;
import static io.jitsioperator.plan.shard.Stage.PROSODY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jitsioperator.world.Nodes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who leaves a cordoned node, and when. */
final class NodeDrainTest {

  private static final String IDLE = "ORDERLY StillIdle[jicofoPodUid=uid-Pod-" + JICOFO + "]";
  private static final String DOWN = "ORDERLY None[]";
  private static final String CLOSED = "{ cron: '0 2 * * *', timeZone: UTC, duration: 2h }";

  private static Stream<NodeRow> drains() {
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
            on(CORDONED).jicofo(busy).pod(PROSODY, PodStates::failed),
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

  @TestFactory
  Stream<DynamicTest> table() {
    return drains().map(row -> row.test("UpdatePending"));
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

  private static NodeRow row(
      String seen, Stage stage, Map<String, String> removed, String condition) {
    return new NodeRow(seen, stage, removed, condition);
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
}
