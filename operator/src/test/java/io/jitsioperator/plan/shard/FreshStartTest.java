package io.jitsioperator.plan.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.jitsioperator.intent.Notice;
import io.jitsioperator.world.Answer;
import io.jitsioperator.world.BreweryReport;
import io.jitsioperator.world.JicofoReport.Components;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is missing in the first minute of pods is no fault, and afterwards it is. */
final class FreshStartTest {

  private static final Stage RUNNING = Stage.running();

  private record Row(String name, Stage missing, String status, String later) {}

  private static Stream<Row> rows() {
    var refused = new BreweryReport.LoginRefused(Worlds.NOW, "no");
    var nobody = new BreweryReport.Unreachable(Worlds.NOW, "refused");
    return Stream.of(
        row("no room", new BreweryReport.RoomAbsent(Worlds.NOW), "False", "BreweryLoginMissing"),
        row("no account yet", refused, "Unknown", "BreweryLoginRefused"),
        row("nobody listens", nobody, "Unknown", "BreweryUnreachable"),
        new Row("nothing discovered", undiscovered(), "False", "MainLoginMissing"),
        new Row("REST is closed", closed(), "False", "NotAnswering"));
  }

  private static Row row(String name, BreweryReport report, String status, String later) {
    return new Row(name, RUNNING.brewery(report), status, later);
  }

  @TestFactory
  Stream<DynamicTest> anyNewPodExcuses() {
    return rows()
        .flatMap(
            row ->
                Stream.of(Stage.PROSODY, Stage.BREWERY, Stage.JICOFO)
                    .map(
                        pod ->
                            DynamicTest.dynamicTest(
                                row.name() + ", new is " + pod, () -> check(row, pod))));
  }

  private static void check(Row row, String pod) {
    var soon = ready(row.missing(), pod, 59);
    assertEquals(row.status() + " Connecting", jicofo(soon));
    assertEquals(List.of(), warnings(soon), "warnings of a first status");
    assertEquals(Worlds.SETTINGS.pollInterval(), soon.plan().nextLook(), "time alone ends it");
    var late = ready(row.missing(), pod, 60);
    assertEquals(row.status() + " " + row.later(), jicofo(late));
    assertEquals(List.of(row.later()), warnings(late));
    // What was excused is told when the excuse has gone.
    assertEquals(List.of(row.later()), warnings(late.status(soon.plan().status())));
  }

  @Test
  void aPodThatIsNotReadyYetExcusesAsLongAsItsStartupProbe() {
    var missing = RUNNING.brewery(new BreweryReport.Unreachable(Worlds.NOW, "refused"));
    assertEquals("Unknown Connecting", jicofo(unready(missing, 299)));
    assertEquals("Unknown BreweryUnreachable", jicofo(unready(missing, 300)));
  }

  @Test
  void aStatefulSetThatIsNewMayStillBeWithoutItsPod() {
    assertEquals("False Starting", jicofo(withoutPod(29)));
    assertEquals("False NoPod", jicofo(withoutPod(30)));
    assertEquals(List.of("NoPod"), warnings(withoutPod(30).status(withoutPod(29).plan().status())));
  }

  private static Stage withoutPod(long secondsAgo) {
    var since = Worlds.NOW.minusSeconds(secondsAgo).toString();
    return RUNNING
        .without("Pod", Stage.JICOFO)
        .edit(
            StatefulSet.class,
            "eu1-jicofo",
            set -> {
              var copy = new StatefulSetBuilder(set).build();
              copy.getMetadata().setCreationTimestamp(since);
              return copy;
            });
  }

  @Test
  void aShardThatIsWellIsSoFromTheFirstMomentOn() {
    assertEquals("True Running", jicofo(ready(RUNNING, Stage.JICOFO, 0)));
  }

  private static Stage ready(Stage stage, String pod, long secondsAgo) {
    var since = Worlds.NOW.minusSeconds(secondsAgo).toString();
    return stage.pod(
        pod,
        p ->
            p.editStatus()
                .editMatchingCondition(c -> "Ready".equals(c.getType()))
                .withLastTransitionTime(since)
                .endCondition()
                .endStatus());
  }

  private static Stage unready(Stage stage, long secondsAgo) {
    return stage.pod(
        Stage.BREWERY,
        p ->
            notReady(p)
                .editMetadata()
                .withCreationTimestamp(Worlds.NOW.minusSeconds(secondsAgo).toString())
                .endMetadata());
  }

  private static PodBuilder notReady(PodBuilder pod) {
    return pod.editStatus()
        .editMatchingCondition(c -> "Ready".equals(c.getType()))
        .withStatus("False")
        .endCondition()
        .endStatus();
  }

  private static Stage undiscovered() {
    var none = new Components(Optional.empty(), Optional.empty());
    return fresh(jicofo -> jicofo.components = Stage.said(none));
  }

  private static Stage closed() {
    return fresh(jicofo -> jicofo.stats = new Answer.Refused<>(Worlds.NOW, Worlds.NOW));
  }

  /** Heard once, and saying that. */
  private static Stage fresh(Consumer<JicofoParts> change) {
    return RUNNING.jicofoSays(
        jicofo -> {
          jicofo.idleSince = Optional.empty();
          jicofo.runsSince = Optional.empty();
          change.accept(jicofo);
        });
  }

  private static String jicofo(Stage stage) {
    return stage
        .plan()
        .status()
        .condition("JicofoReady")
        .map(c -> c.getStatus() + " " + c.getReason())
        .orElseThrow();
  }

  /** Of Jicofo: that no pool serves the shard is another matter. */
  private static List<String> warnings(Stage stage) {
    return stage.plan().events().stream()
        .filter(e -> e.type() == Notice.Type.WARNING && !e.reason().equals("NoPool"))
        .map(Notice::reason)
        .toList();
  }
}
