package io.jitsioperator.plan.bridges;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jitsioperator.intent.Call;
import io.jitsioperator.intent.Removal;
import io.jitsioperator.world.Answer;
import io.jitsioperator.world.BridgeReport;
import io.jitsioperator.world.Lookup;
import io.jitsioperator.world.NodeReport;
import io.jitsioperator.world.Nodes;
import io.jitsioperator.world.PoolSignals;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Nodes that are taken away soon, and the user's own last word. */
final class HurryTest {

  private static final SeenBridge ONE = SeenBridge.of("extra-1", "node-1", 7);
  private static final SeenBridge TWO = SeenBridge.of("extra-2", "node-2", 3);

  @Test
  void aBridgeLeavesANodeThatGoesAtOnceAndAnotherIsMadeBesideThat() {
    var plan = going(PoolScene.replicas(2, ONE, TWO));
    var mark = plan.errands().marks().getFirst();
    assertEquals(Optional.of("NodeGoing"), mark.annotations().get(DrainMark.REASON));
    assertEquals("extra-1", mark.ref().name());
    assertEquals(1, plan.errands().births().size());
  }

  @Test
  void itsPeopleAreMovedWithoutPatience() {
    var moved = going(PoolScene.replicas(2, ONE.leaves("NodeGoing", 0), TWO));
    assertEquals(List.of("Move"), calls(moved));
  }

  @Test
  void whoLeavesForAnotherReasonHurriesToo() {
    var scene = PoolScene.replicas(1, ONE.leaves("ScaleDown", 1), TWO);
    assertEquals(List.of(), calls(scene.plan()));
    assertEquals(List.of("Move"), calls(going(scene)));
    var needed = going(PoolScene.replicas(2, ONE.leaves("ScaleDown", 1), TWO));
    assertEquals(1, needed.errands().births().size(), "it is not taken back");
  }

  @Test
  void theUsersTimeoutEndsABridgeThatDoesNotAnswer() {
    var silent = new Answer.Silent<BridgeReport.Stats>("time-out", PoolStage.NOW);
    assertEquals(List.of(), removed(59, "1h", silent));
    assertEquals(List.of(Removal.Manner.BRIEF), removed(60, "1h", silent));
    assertEquals(
        List.of(Removal.Manner.BRIEF),
        removed(60, "1h", new Answer.Refused<>(PoolStage.NOW, PoolStage.NOW)));
    assertEquals(List.of(), removed(60, "1h", new Answer.NotAsked<>()), "just started");
    assertEquals(List.of(), removed(600_000, null, silent), "nobody has said so");
  }

  private static List<Removal.Manner> removed(
      int minutes, @Nullable String timeout, Answer<BridgeReport.Stats> rest) {
    var pool =
        PoolScene.of(
            "replicas: 1" + (timeout == null ? "" : "\ndrain: { timeout: " + timeout + " }"));
    var scene =
        new PoolScene(
            pool.pool(), List.of(ONE.leaves("Update", minutes), TWO), Set.of(), Optional.empty());
    var world = scene.world();
    var reports = new HashMap<>(world.signals().bridges());
    reports.put(ONE.uid(), new BridgeReport(ONE.uid(), rest, Optional.empty()));
    var signals = new PoolSignals(world.signals().breweries(), world.signals().jicofos(), reports);
    var plan = PoolPlanner.plan(PoolParts.of(world).signals(signals).world(), PoolStage.SETTINGS);
    return plan.intent().removals().stream().map(Removal::manner).toList();
  }

  private static List<String> calls(PoolPlanner.Plan plan) {
    return plan.errands().calls().stream().map(Call::getClass).map(Class::getSimpleName).toList();
  }

  /** The node of extra-1 is tainted by whoever takes it away. */
  private static PoolPlanner.Plan going(PoolScene scene) {
    var nodes =
        new Nodes(
            Nodes.Sight.VISIBLE,
            Map.of(
                "node-1", node(Optional.of("karpenter.sh/disrupted")),
                "node-2", node(Optional.empty())));
    return PoolPlanner.plan(PoolParts.of(scene.world()).nodes(nodes).world(), PoolStage.SETTINGS);
  }

  private static Lookup<NodeReport> node(Optional<String> going) {
    return new Lookup.Found<>(
        new NodeReport(
            false, false, true, new Lookup.Unknown<>("ready"), List.of("203.0.113.7"), going));
  }
}
