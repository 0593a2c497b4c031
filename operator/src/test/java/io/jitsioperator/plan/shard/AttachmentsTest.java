package io.jitsioperator.plan.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jitsioperator.api.v1alpha1.JitsiShardStatus;
import io.jitsioperator.plan.wiring.Cast;
import io.jitsioperator.world.BreweryReport;
import io.jitsioperator.world.JicofoReport.Health;
import io.jitsioperator.world.JicofoReport.Stats;
import io.jitsioperator.world.NamespaceLabels;
import io.jitsioperator.world.Tenants;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who is attached to a shard and who is not, and whether that makes bridges. */
final class AttachmentsTest {

  private static final Stage RUNNING = Stage.running();
  private static final Stage LABEL =
      RUNNING.spec(
          "{ domain: meet.example.com, allowedNamespaces: { from: Selector, selector: {"
              + " matchLabels: { team: a } } } }");

  private static Stream<ConditionRow> rows() {
    return Stream.of(
        attached("nobody names it", RUNNING, "True AllGranted"),
        attached(
            "a pool of its namespace", RUNNING.tenants(pools("ns", Map.of())), "True AllGranted"),
        attached(
            "a pool elsewhere", RUNNING.tenants(pools("b", Map.of())), "False AttachmentDenied"),
        attached("a label fits", byLabel(Map.of("b", Map.of("team", "a"))), "True AllGranted"),
        attached("a label does not fit", byLabel(Map.of("b", Map.of())), "False AttachmentDenied"),
        attached("a label is not known", byLabel(Map.of()), "Unknown NotSeenYet"),
        attached("labels are forbidden", forbidden(), "Unknown LabelsForbidden"),
        bridges("no bridge", RUNNING, "False NoPool"),
        bridges(
            "a pool, no bridge",
            RUNNING.tenants(pools("ns", Map.of())),
            "False PoolWithoutBridges"),
        bridges("a pool that is not let in", RUNNING.tenants(pools("b", Map.of())), "False NoPool"),
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
            "Unknown WaitingForJicofo"));
  }

  @TestFactory
  Stream<DynamicTest> table() {
    return rows().map(ConditionRow::test);
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

  private static ConditionRow attached(String seen, Stage stage, String expected) {
    return new ConditionRow(seen, stage, "AttachmentsGranted", expected);
  }

  private static ConditionRow bridges(String seen, Stage stage, String expected) {
    return new ConditionRow(seen, stage, "BridgesAvailable", expected);
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

  private static Stage stats(Stats stats, int health) {
    return RUNNING.jicofoSays(
        jicofo -> {
          jicofo.stats = Stage.said(stats);
          jicofo.health = Stage.said(new Health(health, "said so"));
        });
  }
}
