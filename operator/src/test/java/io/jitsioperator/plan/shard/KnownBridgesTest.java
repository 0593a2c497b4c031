package io.jitsioperator.plan.shard;

import static io.jitsioperator.plan.shard.ServingPool.beside;
import static io.jitsioperator.plan.shard.ServingPool.bridge;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jitsioperator.api.v1alpha1.BridgePool;
import io.jitsioperator.api.v1alpha1.BridgePoolStatus;
import io.jitsioperator.world.Answer;
import io.jitsioperator.world.BreweryReport;
import io.jitsioperator.world.BreweryRoom;
import io.jitsioperator.world.BridgePresence;
import io.jitsioperator.world.Nodes;
import io.jitsioperator.world.ShardSignals;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Bridges that Jicofo does not know are named, and bridges that are nobody's. */
final class KnownBridgesTest {

  private static final String FINE = "True BridgesOperational";
  private static final String UNKNOWN = "True BridgesUnknownToJicofo";

  /** Jicofo knows extra-0 and extra-1. */
  private static final Stage TWO = Stage.running().jicofo(Optional.of(Stage.stats(1, 2)));

  private static Stream<ConditionRow> rows() {
    return Stream.of(
        row(
            "all are known",
            has(one("extra-0", "Active", 600), one("extra-1", "Active", 600)),
            FINE),
        row("one is not known", has(one("extra-9", "Active", 60)), UNKNOWN),
        row("it has just come", has(one("extra-9", "Active", 59)), FINE),
        row("it leaves, and is not known", has(one("extra-9", "Draining", 60)), UNKNOWN),
        row("its pool misses it, too", has(one("extra-9", "Missing", 1)), UNKNOWN),
        row("it starts", has(one("extra-9", "Starting", 600)), FINE),
        row("it ends", has(one("extra-9", "ShuttingDown", 600)), FINE),
        row(
            "Jicofo's answer is old",
            has(one("extra-9", "Active", 600))
                .jicofoSays(
                    j -> j.bridges = new Answer.Said<>(Set.of(), Worlds.NOW.minusSeconds(91))),
            FINE),
        row("a stranger", room(60, "extra-0", "other-1"), "True StrangeBridges"),
        row("a stranger that has just come", room(59, "extra-0", "other-1"), FINE),
        row("the room is as the pools say", room(60, "extra-0"), FINE));
  }

  @TestFactory
  Stream<DynamicTest> table() {
    return rows().map(ConditionRow::test);
  }

  @Test
  void namesThem() {
    var one = has(one("extra-9", "Active", 600)).condition("BridgesAvailable").getMessage();
    assertTrue(one.contains("Their pods are ready, but Jicofo does not know them: extra-9."), one);
    var none = beside(Stage.running(), pool(List.of(one("extra-9", "Missing", 1))));
    assertEquals("False PoolWithoutBridges", none.says("BridgesAvailable"));
    var message = none.condition("BridgesAvailable").getMessage();
    assertTrue(message.contains("Jicofo does not know them: extra-9."), message);
    var stranger = room(60, "extra-0", "other-1").condition("BridgesAvailable").getMessage();
    assertTrue(stranger.contains("of no BridgePool that is attached: other-1."), stranger);
  }

  @Test
  void whatAPoolCannotNameIsNoStranger() {
    var many = IntStream.range(0, 100).mapToObj(i -> one("extra-" + i, "Starting", 60)).toList();
    assertEquals(FINE, seen(beside(TWO, pool(many)), 60, "extra-100").says("BridgesAvailable"));
  }

  @Test
  void itIsLookedAgainWhenOneWouldHaveToBeKnown() {
    assertEquals(Duration.ofSeconds(30), seesNodes(has(one("extra-9", "Active", 59))));
    assertEquals(Duration.ofMinutes(5), seesNodes(has(one("extra-0", "Active", 59))));
  }

  private static Duration seesNodes(Stage stage) {
    return stage.nodes(new Nodes(Nodes.Sight.VISIBLE, Map.of())).plan().nextLook();
  }

  private static ConditionRow row(String seen, Stage stage, String expected) {
    return new ConditionRow(seen, stage, "BridgesAvailable", expected);
  }

  private static Stage has(BridgePoolStatus.Bridge... bridges) {
    return beside(TWO, pool(List.of(bridges)));
  }

  private static Stage room(int seconds, String... nicks) {
    return seen(has(one("extra-0", "Active", 600)), seconds, nicks);
  }

  private static Stage seen(Stage stage, int seconds, String... nicks) {
    var joined = Worlds.NOW.minusSeconds(seconds);
    var inside =
        Stream.of(nicks).collect(Collectors.toMap(nick -> nick, nick -> presence(nick, joined)));
    return stage.signals(
        new ShardSignals(
            stage.world().signals().jicofo(),
            new BreweryReport.RoomExists(Worlds.NOW),
            new BreweryRoom.Seen(joined, inside),
            Map.of()));
  }

  private static BridgePool pool(List<BridgePoolStatus.Bridge> bridges) {
    return ServingPool.says(ServingPool.of("a", "replicas: 2"), List.of(), bridges);
  }

  private static BridgePoolStatus.Bridge one(String name, String phase, int seconds) {
    return bridge(name, phase, Worlds.NOW.minusSeconds(seconds));
  }

  private static BridgePresence presence(String nick, Instant joined) {
    return new BridgePresence(
        nick,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        joined,
        Optional.empty());
  }
}
