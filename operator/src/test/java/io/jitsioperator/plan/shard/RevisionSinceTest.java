package io.jitsioperator.plan.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.jitsioperator.world.Expectations;
import io.jitsioperator.world.ObjectRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Since when a pod has an older configuration, which a deadline counts from. */
final class RevisionSinceTest {

  private static final Instant NOW = Worlds.NOW;
  private static final Duration DAY = Duration.ofHours(24);
  private static final String OTHER =
      "{ domain: meet.example.com, prosody: { priorityClassName: high } }";

  @Test
  void aDeletedStatusDoesNotBeginTheDeadlineAnew() {
    var stage = changed(Duration.ofHours(23)).jicofo(Optional.of(Stage.stats(3, 1))).written();
    assertEquals(
        stage.condition("UpdatePending").getMessage(),
        stage.status(null).condition("UpdatePending").getMessage());
    var late = changed(DAY).jicofo(Optional.of(Stage.stats(3, 1))).status(null);
    assertEquals(2, late.plan().removals().size());
  }

  @Test
  void theTimeOfAChangeIsWrittenOnceAndKept() {
    var first = Stage.running();
    var changed = first.at(NOW.plusSeconds(100)).spec(OTHER);
    assertEquals("2026-11-23T20:01:40Z", since(changed, "eu1-prosody"));
    assertEquals("2026-11-23T20:00:00Z", since(changed, "eu1-jicofo"), "Jicofo's did not change");
    var later = first.updatedTo(OTHER).at(NOW.plusSeconds(100));
    assertEquals("2026-11-23T20:00:00Z", since(later, "eu1-prosody"), "it stands on the object");
  }

  @Test
  void ourOwnWriteCountsBeforeTheCacheShowsIt() {
    var changed = Stage.running().spec(OTHER);
    var written =
        changed.plan().objects().stream()
            .filter(o -> ObjectRef.of(o).toString().equals("StatefulSet eu1-prosody"))
            .findFirst()
            .orElseThrow();
    var applied =
        new Expectations.Applied(
            ObjectRef.of(written),
            "hash",
            "7",
            written.getMetadata().getAnnotations(),
            NOW.plusSeconds(15));
    var later =
        changed.expecting(new Expectations(List.of(applied), List.of())).at(NOW.plusSeconds(9));
    assertEquals("2026-11-23T20:00:00Z", since(later, "eu1-prosody"));
  }

  @Test
  void theTimeOfAChangeIsNotInTheTemplate() {
    for (var object : Stage.running().plan().objects()) {
      if (object instanceof StatefulSet set) {
        var template = set.getSpec().getTemplate().getMetadata().getAnnotations();
        assertFalse(template.containsKey(RevisionSince.ANNOTATION), "a new time would be a change");
      }
    }
  }

  @Test
  void aShardOfBeforeThereWereTimesGetsOneAndTheWholeDeadline() {
    var stage = changed(DAY).jicofo(Optional.of(Stage.stats(3, 1)));
    for (var component : ShardNodes.SIGNALLING) {
      stage = stage.edit(StatefulSet.class, "eu1-" + component.word(), RevisionSinceTest::bare);
    }
    assertEquals(List.of(), stage.plan().removals());
    assertEquals("2026-11-23T20:00:00Z", since(stage, "eu1-prosody"));
  }

  private static StatefulSet bare(StatefulSet set) {
    return new StatefulSetBuilder(set)
        .editMetadata()
        .withAnnotations(Map.of())
        .endMetadata()
        .build();
  }

  /** Prosody and brewery are to be different for that long. */
  private static Stage changed(Duration ago) {
    return Stage.running().updatedTo(OTHER).changedAt(NOW.minus(ago));
  }

  private static String since(Stage stage, String name) {
    return stage.plan().objects().stream()
        .filter(o -> ObjectRef.of(o).toString().equals("StatefulSet " + name))
        .map(o -> o.getMetadata().getAnnotations().get(RevisionSince.ANNOTATION))
        .findFirst()
        .orElseThrow();
  }
}
