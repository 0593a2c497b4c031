package io.jitsioperator.plan.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Condition;
import io.jitsioperator.world.Lookup;
import io.jitsioperator.world.ObjectRef;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said while a pod with an older configuration stays. */
final class UpdatePendingTest {

  /** Changes what Prosody and brewery read, and nothing else. */
  private static final String OTHER_PROSODY =
      "{ domain: meet.example.com, prosody: { priorityClassName: high } }";

  @Test
  void saysWhatWaitsSinceWhen() {
    var busy = Stage.running().updatedTo(OTHER_PROSODY).jicofo(Optional.of(Stage.stats(3, 1)));
    var later =
        busy.written().at(Worlds.NOW.plusSeconds(10)).jicofo(Optional.of(Stage.stats(4, 1)));
    var first = pending(busy);
    assertEquals(first, pending(later), "nothing has changed, so nothing is written");
    assertTrue(
        first
            .getMessage()
            .startsWith(
                "With an older configuration since 2026-11-23T20:00:00Z: eu1-prosody-0,"
                    + " eu1-brewery-0. Conferences run."),
        first.getMessage());
  }

  @Test
  void keepsWhatItSaidUntilJicofoWasAsked() {
    var busy = Stage.running().updatedTo(OTHER_PROSODY).jicofo(Optional.of(Stage.stats(3, 1)));
    var restarted = busy.written().jicofo(Optional.empty());
    assertEquals(pending(busy), pending(restarted));
  }

  @Test
  void aMissingConfigMapHoldsWhatRuns() {
    var spec = "{ domain: meet.example.com, prosody: { customConfigMap: { name: mine } } }";
    var stage = Stage.running().spec(spec).configMap("mine", new Lookup.Missing<>());
    var intent = stage.plan();
    assertEquals(List.of(), intent.removals());
    assertTrue(
        intent.objects().stream()
            .noneMatch(o -> ObjectRef.of(o).toString().equals("StatefulSet eu1-prosody")),
        "the StatefulSet stays as it is");
    assertEquals(
        "Prosody goes on as it is. ConfigMap mine does not exist. Create it in this namespace, or stop"
            + " referring to it.",
        pending(stage).getMessage());
    assertEquals("True", intent.status().condition("ProsodyReady").orElseThrow().getStatus());
  }

  private static Condition pending(Stage stage) {
    return stage.condition("UpdatePending");
  }
}
