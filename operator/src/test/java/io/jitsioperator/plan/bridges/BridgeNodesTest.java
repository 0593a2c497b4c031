package io.jitsioperator.plan.bridges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jitsioperator.intent.Notice;
import io.jitsioperator.intent.Watch;
import io.jitsioperator.world.BreweryRoom;
import io.jitsioperator.world.Lookup;
import io.jitsioperator.world.NodeReport;
import io.jitsioperator.world.NodeReport.Heartbeat;
import io.jitsioperator.world.Nodes;
import io.jitsioperator.world.PoolSignals;
import io.jitsioperator.world.PortReport;
import io.jitsioperator.world.PortReport.State;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Which bridges are given up with their node, and which only look as if they had to be. */
final class BridgeNodesTest {

  private static final PoolScene TWO =
      PoolScene.replicas(
          2,
          SeenBridge.of("extra-1", "node-1", 7).unasked(),
          SeenBridge.of("extra-2", "node-2", 3));

  private static final Lookup<NodeReport> LOST = notReady(60);

  /**
   * What is seen of node-1.
   *
   * @param heard its bridge is fresh in the brewery
   * @param does removals, how many bridges are made, and how many are told anything
   */
  private record Row(
      String what,
      Lookup<NodeReport> node,
      Optional<PortReport> port,
      boolean heard,
      String does) {}

  private static Stream<Row> rows() {
    return Stream.of(
        new Row("alive", node(false, true, fresh()), none(), true, "{} 0 0"),
        new Row("not ready, just now", notReady(0), port(State.SILENT, 600), true, "{} 0 0"),
        new Row("not ready for 59 s", notReady(59), port(State.SILENT, 600), true, "{} 0 0"),
        new Row("lost, silent for 60 s", LOST, port(State.SILENT, 60), false, "{} 1 0"),
        new Row("lost, refuses for 60 s", LOST, port(State.REFUSES, 60), false, "{} 1 0"),
        new Row("lost, silent for 59 s", LOST, port(State.SILENT, 59), true, "{} 0 0"),
        new Row("lost, but it answers", LOST, port(State.ACCEPTS, 600), true, "{} 0 0"),
        new Row("lost, but nobody has looked", LOST, none(), true, "{} 0 0"),
        new Row("lost and silent, but heard", LOST, port(State.SILENT, 60), true, "{} 0 0"),
        new Row("the node is gone", new Lookup.Missing<>(), none(), false, "{extra-1=FORCED} 1 0"),
        new Row("out of service", node(true, true, fresh()), none(), false, "{extra-1=FORCED} 1 0"),
        new Row("the node could not be read", new Lookup.Unknown<>("no"), none(), true, "{} 0 0"));
  }

  @TestFactory
  Stream<DynamicTest> table() {
    return rows()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.what(),
                    () -> {
                      var plan = plan(TWO, row.node(), row.port(), row.heard());
                      var removals =
                          plan.intent().removals().stream()
                              .collect(Collectors.toMap(r -> r.ref().name(), r -> r.manner()));
                      assertEquals(
                          row.does(),
                          "%s %d %d"
                              .formatted(
                                  removals,
                                  plan.errands().births().size(),
                                  plan.errands().marks().size()));
                    }));
  }

  @Test
  void whoMayBeAtWorkIsAskedAndNotCalledGone() {
    var plan = plan(TWO, LOST, port(State.ACCEPTS, 600));
    assertEquals(List.of("extra-1"), ports(plan));
    assertEquals(List.of(), ports(plan(TWO, node(false, true, fresh()), none())));
    var shown = plan.intent().status().bridges().getFirst();
    assertEquals("Active", shown.phase(), "it is seen at work in the brewery");
    assertTrue(String.valueOf(shown.message()).contains("node is not ready"), shown::toString);
    assertEquals(List.of(), plan.errands().marks());
  }

  /** I1: from where we look, a network that is cut in two is a dead node. */
  @Test
  void whoOnlyLooksDeadIsReplacedAndNotDeleted() {
    var plan = plan(TWO, LOST, port(State.SILENT, 60));
    var shown = plan.intent().status().bridges().getFirst();
    assertTrue(String.valueOf(shown.message()).contains("out-of-service"), shown::toString);
    assertEquals(List.of("extra-1"), ports(plan), "it is looked at all the same");
  }

  @Test
  void whoOnlyLooksDeadHoldsAPoolThatGoes() {
    var plan = plan(TWO.going(), LOST, port(State.SILENT, 60));
    assertEquals(List.of(), plan.intent().removals());
    assertEquals(
        List.of("extra-1", "extra-2"),
        plan.errands().marks().stream().map(m -> m.ref().name()).sorted().toList());
  }

  @Test
  void aNodeThatIsGoneIsToldAndHoldsNoPoolThatGoes() {
    var removal = plan(TWO, new Lookup.Missing<>(), none()).intent().removals().getFirst();
    assertEquals(Notice.Type.WARNING, removal.notice().type());
    assertEquals("BridgeGivenUp", removal.notice().reason());
    assertTrue(removal.why().startsWith("extra-1 goes: its node node-1 is dead: "), removal.why());
    var going = plan(TWO.going(), new Lookup.Missing<>(), none());
    assertEquals(
        List.of("extra-1"), going.intent().removals().stream().map(r -> r.ref().name()).toList());
  }

  private static List<String> ports(PoolPlanner.Plan plan) {
    return plan.errands().watch().ports().stream().map(Watch.Target::pod).toList();
  }

  /** A bridge that nothing listens for is not seen in the brewery either. */
  private static PoolPlanner.Plan plan(
      PoolScene scene, Lookup<NodeReport> node, Optional<PortReport> port) {
    return plan(scene, node, port, port.filter(p -> p.state() != State.ACCEPTS).isEmpty());
  }

  private static PoolPlanner.Plan plan(
      PoolScene scene, Lookup<NodeReport> node, Optional<PortReport> port, boolean seen) {
    var world = scene.world();
    var signals = world.signals();
    var ports = port.<Map<String, PortReport>>map(p -> Map.of(p.podUid(), p)).orElse(Map.of());
    return PoolPlanner.plan(
        PoolParts.of(world)
            .nodes(
                new Nodes(
                    Nodes.Sight.VISIBLE,
                    Map.of("node-1", node, "node-2", node(false, true, fresh()))))
            .signals(
                new PoolSignals(
                    Map.of(PoolStage.SHARD, room(signals, seen)),
                    signals.jicofos(),
                    signals.bridges(),
                    ports))
            .world(),
        PoolStage.SETTINGS);
  }

  private static BreweryRoom room(PoolSignals signals, boolean withAll) {
    var room = (BreweryRoom.Seen) signals.brewery(PoolStage.SHARD);
    var bridges = new HashMap<>(room.bridges());
    if (!withAll) {
      bridges.remove("extra-1");
    }
    return new BreweryRoom.Seen(room.since(), bridges);
  }

  private static Optional<PortReport> none() {
    return Optional.empty();
  }

  private static Optional<PortReport> port(State state, int seconds) {
    return Optional.of(
        new PortReport("uid-extra-1", state, PoolStage.NOW.minusSeconds(seconds), PoolStage.NOW));
  }

  private static Lookup<NodeReport> notReady(int seconds) {
    return node(
        false,
        false,
        new Lookup.Found<>(new Heartbeat(PoolStage.NOW.minusSeconds(seconds), PoolStage.NOW)));
  }

  private static Lookup<Heartbeat> fresh() {
    return new Lookup.Unknown<>("ready");
  }

  private static Lookup<NodeReport> node(boolean off, boolean ready, Lookup<Heartbeat> lease) {
    return new Lookup.Found<>(new NodeReport(false, off, ready, lease, List.of("203.0.113.7")));
  }
}
