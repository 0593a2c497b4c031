package io.jitsioperator.plan.shard;

import static io.jitsioperator.plan.shard.Stage.PROSODY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jitsioperator.api.v1alpha1.JitsiShardStatus;
import io.jitsioperator.intent.Notice;
import io.jitsioperator.world.Answer;
import io.jitsioperator.world.ShardSignals;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the status says, when it is written, and which transitions are told. */
final class ShardStatusTest {

  private static final Stage RUNNING = Stage.running();
  private static final Stage SILENT =
      RUNNING.jicofoSays(jicofo -> jicofo.stats = new Answer.Silent<>("time-out", Worlds.NOW));

  @Test
  void aRestartedOperatorChangesNothingBeforeItHasLooked() {
    var before = RUNNING.written();
    assertEquals(
        before.plan().status().conditions(),
        before.signals(ShardSignals.none()).plan().status().conditions());
    assertEquals(List.of(), before.signals(ShardSignals.none()).plan().events());
  }

  @Test
  void timeAloneMovesNoTransition() {
    var later = RUNNING.written().at(Worlds.NOW.plusSeconds(10));
    assertEquals(RUNNING.plan().status(), later.plan().status());
    assertEquals(List.of(), later.plan().events());
  }

  @Test
  void transitionsAreToldOnce() {
    var broken = RUNNING.written().pod(PROSODY, PodStates::crashing);
    var events = broken.plan().events();
    assertEquals(List.of("Crashing"), events.stream().map(Notice::reason).toList());
    assertEquals(Notice.Type.WARNING, events.getFirst().type());
    assertTrue(
        events.getFirst().message().startsWith("Ready is False. Prosody (pod eu1-prosody-0)"),
        events::toString);
    assertEquals(List.of(), broken.written().plan().events());
    var mended = broken.written().owned(RUNNING.world().owned().objects()).plan().events();
    assertEquals(List.of("AllReady", "Running"), mended.stream().map(Notice::reason).toList());
  }

  @Test
  void aNewShardDoesNotTellThatItStarts() {
    assertEquals(List.of(), Stage.empty().plan().events());
  }

  @Test
  void countsAreAbsentWhileUnknown() {
    var status = SILENT.plan().status();
    assertNull(status.conferences());
    assertNull(status.participants());
    assertNull(status.bridges());
    assertNull(RUNNING.jicofo(Optional.empty()).plan().status().conferences(), "a first status");
    assertEquals(0, RUNNING.plan().status().conferences());
  }

  @Test
  void countsAreWrittenAtMostEvery30Seconds() {
    var before = RUNNING.written().telemetryWritten(Worlds.NOW.minusSeconds(29));
    var held = before.jicofo(Optional.of(Stage.stats(7, 1))).plan();
    assertEquals(0, held.status().conferences(), "29 s after the last write");
    assertEquals(Duration.ofSeconds(1), held.nextLook(), "when it may be written");
    var due = before.telemetryWritten(Worlds.NOW.minusSeconds(30));
    var written = due.jicofo(Optional.of(Stage.stats(7, 1))).plan().status();
    assertEquals(7, written.conferences(), "30 s after the last write");
    assertEquals(21, written.participants());
    assertEquals(new JitsiShardStatus.Bridges(1, 0, 0), written.bridges());
  }

  @Test
  void knownAndUnknownAreTransitions() {
    var known = RUNNING.written().telemetryWritten(Worlds.NOW);
    var silent = known.signals(SILENT.world().signals()).plan();
    assertNull(silent.status().conferences());
    var unknown = SILENT.written().telemetryWritten(Worlds.NOW);
    assertEquals(0, unknown.signals(RUNNING.world().signals()).plan().status().conferences());
  }

  /** Otherwise each start of the operator would write every status twice. */
  @Test
  void anOperatorThatHasJustBegunLeavesTheStatusAsItIs() {
    var before = RUNNING.jicofo(Optional.of(Stage.stats(7, 1))).written();
    var begun = before.signals(ShardSignals.none()).plan().status();
    assertEquals(7, begun.conferences(), "conferences, as they were last written");
    assertEquals(before.world().shard().getStatus(), begun);
  }

  @Test
  void speaksOfTheGenerationThatItPlanned() {
    var stage = RUNNING.written();
    stage.world().shard().getMetadata().setGeneration(8L);
    var status = stage.plan().status();
    assertEquals(8, status.observedGeneration());
    assertTrue(status.conditions().stream().allMatch(c -> c.getObservedGeneration() == 8));
  }

  @Test
  void says() {
    var status = RUNNING.plan().status();
    assertEquals("https://meet.example.com", status.url());
    assertEquals("stable-11146-2", status.release());
    assertEquals(
        "Jicofo has no bridge: no BridgePool serves this shard; create one that names it in"
            + " spec.shards.",
        RUNNING.condition("BridgesAvailable").getMessage());
  }
}
