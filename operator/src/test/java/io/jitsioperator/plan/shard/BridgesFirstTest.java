package io.jitsioperator.plan.shard;

import static io.jitsioperator.plan.shard.RestartRow.IDLE;
import static io.jitsioperator.plan.shard.RestartRow.NONE;
import static io.jitsioperator.plan.shard.ServingPool.beside;
import static io.jitsioperator.plan.shard.ServingPool.serving;
import static io.jitsioperator.plan.shard.Stage.BREWERY;
import static io.jitsioperator.plan.shard.Stage.JICOFO;
import static io.jitsioperator.plan.shard.Stage.PROSODY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jitsioperator.api.v1alpha1.BridgePool;
import io.jitsioperator.api.v1alpha1.JitsiShardStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * A new release reaches bridges before it reaches Prosody and Jicofo, and waits for none for ever.
 */
final class BridgesFirstTest {

  private static final String OLD = "ghcr.io/jitsi/jvb:stable-11146-2";
  private static final String NEW = "ghcr.io/jitsi/jvb:stable-12000";
  private static final Map<String, String> ALL = Map.of(PROSODY, IDLE, BREWERY, IDLE, JICOFO, IDLE);

  private static Stream<RestartRow> rows() {
    var behind = serving("a", OLD);
    return Stream.of(
        waits("no bridge of the new release", update("stable-12000", behind)),
        waits(
            "a pool that was just made",
            update("stable-12000", ServingPool.of("a", "replicas: 1"))),
        waits("one of two pools", update("stable-12000", behind, serving("b", NEW))),
        goes("bridges of both releases serve", update("stable-12000", serving("a", OLD, NEW))),
        goes("no pool", update("stable-12000")),
        goes("a paused pool", update("stable-12000", pool("replicas: 2, paused: true"))),
        goes("a pool without bridges", update("stable-12000", pool("replicas: 0"))),
        goes("a pool that goes", update("stable-12000", going())),
        goes(
            "half an hour later",
            update("stable-12000", behind).changedAt(Worlds.NOW.minus(BridgesFirst.PATIENCE))),
        row(
            "a second before that",
            update("stable-12000", behind)
                .changedAt(Worlds.NOW.minus(BridgesFirst.PATIENCE).plusSeconds(1)),
            Map.of(),
            "True BridgesFirst"),
        row(
            "conferences run",
            update("stable-12000", behind).jicofo(Optional.of(Stage.stats(3, 1))),
            Map.of(),
            "True ConferencesRunning"),
        row(
            "immediately",
            spec("release: stable-12000, updates: { policy: Immediately }", behind)
                .changedAt(Worlds.NOW.minusSeconds(1)),
            Map.of(PROSODY, NONE, BREWERY, NONE, JICOFO, NONE),
            "True Restarting"),
        row(
            "its process is down",
            update("stable-12000", behind).pod(JICOFO, PodStates::crashing),
            Map.of(JICOFO, NONE),
            "True BridgesFirst"),
        row(
            "other settings of the same release",
            spec("prosody: { priorityClassName: high }", behind),
            Map.of(PROSODY, IDLE, BREWERY, IDLE),
            "True Restarting"));
  }

  @TestFactory
  Stream<DynamicTest> table() {
    return rows().map(RestartRow::test);
  }

  @Test
  void saysForWhomAndUntilWhen() {
    var stage = update("stable-12000", serving("a", OLD)).changedAt(Worlds.NOW);
    var message = stage.condition("UpdatePending").getMessage();
    assertTrue(
        message.contains(
            "Bridges of the new release serve first; none does yet in: ns/a. At"
                + " 2026-11-23T20:30:00Z it is not waited for them any longer."),
        message);
    var late = stage.at(Worlds.NOW.plus(Duration.ofMinutes(29)));
    assertTrue(late.plan().nextLook().compareTo(Duration.ofMinutes(1)) <= 0, "when time is up");
  }

  @Test
  void theStatusSaysWhatRuns() {
    assertEquals(
        new JitsiShardStatus.Images(
            "ghcr.io/jitsi/prosody:stable-11146-2", "ghcr.io/jitsi/jicofo:stable-11146-2"),
        update("stable-12000").plan().status().images());
    assertEquals(
        new JitsiShardStatus.Images(null, "ghcr.io/jitsi/jicofo:stable-11146-2"),
        Stage.running().without("Pod", BREWERY).plan().status().images());
  }

  private static RestartRow waits(String seen, Stage stage) {
    return row(seen, stage, Map.of(), "True BridgesFirst");
  }

  private static RestartRow goes(String seen, Stage stage) {
    return row(seen, stage, ALL, "True Restarting");
  }

  private static RestartRow row(
      String seen, Stage stage, Map<String, String> removed, String pending) {
    return new RestartRow(seen, stage, removed, pending);
  }

  private static BridgePool pool(String spec) {
    return ServingPool.says(ServingPool.of("a", spec), List.of(OLD), List.of());
  }

  private static BridgePool going() {
    var pool = pool("replicas: 2");
    pool.getMetadata().setDeletionTimestamp(Worlds.NOW.toString());
    return pool;
  }

  private static Stage update(String release, BridgePool... pools) {
    return spec("release: " + release, pools);
  }

  private static Stage spec(String more, BridgePool... pools) {
    return beside(Stage.running().updatedTo("{ domain: meet.example.com, " + more + " }"), pools);
  }
}
