package io.jitsioperator.plan.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.jitsioperator.plan.kube.PodMonitor;
import io.jitsioperator.world.ApiState;
import io.jitsioperator.world.OptionalApi;
import io.jitsioperator.world.Surroundings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who may read metrics, and what is said where nobody is told of them. */
final class MonitorTest {

  private static final String SPEC =
      "{ domain: meet.example.com, monitoring: { scrapers: [{ podSelector: { matchLabels: {"
          + " scrapes: jitsi } } }], labels: { release: a, app.kubernetes.io/part-of: b } } }";

  private record Row(ApiState api, String expected, boolean made) {}

  @TestFactory
  Stream<DynamicTest> table() {
    return Stream.of(
            new Row(new ApiState.Served(), "True PodMonitorMade", true),
            new Row(new ApiState.Absent(), "False PodMonitorApiAbsent", false),
            new Row(new ApiState.Forbidden("no"), "False ApiForbidden", false),
            new Row(new ApiState.Unknown("time-out"), "Unknown NotSeenYet", false))
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.api().toString(),
                    () -> {
                      var stage = apis(Stage.running().spec(SPEC), row.api());
                      assertEquals(row.expected(), condition(stage));
                      assertEquals(row.made(), made(stage).isPresent());
                    }));
  }

  @Test
  void withoutTheApiNothingIsRemovedAndTheShardIsReady() {
    var stage = Stage.running().spec(SPEC).withAllApis();
    var monitor = made(stage).orElseThrow();
    for (var state : List.of(new ApiState.Absent(), new ApiState.Unknown("time-out"))) {
      var intent = apis(stage.and(monitor), state).plan();
      assertEquals(List.of(), intent.removals());
      assertEquals("True", intent.status().condition("Ready").orElseThrow().getStatus());
    }
  }

  @Test
  void whoDoesNotAskHasNeitherMonitorNorCondition() {
    var monitor = made(Stage.running().spec(SPEC).withAllApis()).orElseThrow();
    var stage = Stage.running().withAllApis().and(monitor);
    assertEquals("absent", condition(stage));
    assertEquals(
        List.of("PodMonitor eu1"),
        stage.plan().removals().stream().map(r -> r.ref().toString()).toList());
  }

  @Test
  void labelsOfTheUserNeverReplaceOurs() {
    var labels =
        made(Stage.running().spec(SPEC).withAllApis()).orElseThrow().getMetadata().getLabels();
    assertEquals("a", labels.get("release"));
    assertEquals("jitsi", labels.get("app.kubernetes.io/part-of"));
  }

  @Test
  void whatRunsGoesOn() {
    var stage = Stage.running().updatedTo(SPEC);
    assertEquals(List.of(), stage.plan().removals());
    assertEquals(
        "UpToDate", stage.plan().status().condition("UpdatePending").orElseThrow().getReason());
  }

  /** Nothing but the two ports with metrics; also while the kind is absent. */
  @Test
  void scrapersReachMetricsOnly() {
    var stage = apis(Stage.running().spec(SPEC), new ApiState.Absent());
    var open =
        stage.plan().objects().stream()
            .filter(NetworkPolicy.class::isInstance)
            .map(NetworkPolicy.class::cast)
            .flatMap(
                policy ->
                    policy.getSpec().getIngress().stream()
                        .filter(rule -> rule.toString().contains("scrapes=jitsi"))
                        .flatMap(rule -> rule.getPorts().stream())
                        .map(p -> policy.getMetadata().getName() + " " + p.getPort().getIntVal()))
            .toList();
    assertEquals(List.of("eu1-prosody 5280", "eu1-jicofo 8888"), open);
    var off = SPEC.replace("monitoring:", "networkPolicy: { enabled: false }, monitoring:");
    assertTrue(
        Stage.empty().spec(off).plan().objects().stream()
            .noneMatch(NetworkPolicy.class::isInstance));
  }

  private static Stage apis(Stage stage, ApiState state) {
    return stage.surroundings(new Surroundings(Map.of(OptionalApi.POD_MONITOR, state), List.of()));
  }

  private static Optional<PodMonitor> made(Stage stage) {
    return stage.plan().objects().stream()
        .filter(PodMonitor.class::isInstance)
        .map(PodMonitor.class::cast)
        .peek(monitor -> monitor.getMetadata().setUid("uid-monitor"))
        .findFirst();
  }

  private static String condition(Stage stage) {
    return stage
        .plan()
        .status()
        .condition("Monitored")
        .map(c -> c.getStatus() + " " + c.getReason())
        .orElse("absent");
  }
}
