package io.jitsioperator.plan.sizing;

import static io.jitsioperator.plan.sizing.SizingStage.START;
import static io.jitsioperator.plan.sizing.SizingStage.active;
import static io.jitsioperator.plan.sizing.SizingStage.serving;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the reports of bridges are worth, by examples. */
class LoadTest {

  @Test
  void whoHasJustComeIsNotInTheStressYet() {
    var stage = new SizingStage(1);
    stage.look(List.of(active("a", 0.3, 30)));
    stage.look(List.of(active("a", 0.3, 70)));
    assertEquals(0.3 + 40 * 0.01, stage.inputs().load().up(), 0.05);
    stage.now = stage.now.plusSeconds(25);
    stage.look(List.of(active("a", 0.7, 70)));
    assertEquals(0.7, stage.inputs().load().up(), 0.001);
  }

  @Test
  void aNoisyNeighbourMakesThePoolGrowByOneAtMost() {
    var stage = new SizingStage(6);
    stage.lookFor(Duration.ofMinutes(30), serving(0.5, 0.5, 0.5, 0.5, 0.5, 0.4));
    int before = stage.memory.size().orElseThrow();
    var noisy = new ArrayList<>(serving(0.5, 0.5, 0.5, 0.5));
    noisy.add(active("b4", 1.11, 50));
    noisy.add(active("b5", 1.11, 40));
    stage.lookFor(Duration.ofMinutes(30), noisy);
    assertEquals(before + 1, stage.memory.size().orElseThrow());
  }

  @Test
  void aBridgeThatSaysNothingButZeroCountsByItsPeople() {
    var stage = new SizingStage(4);
    stage.lookFor(Duration.ofMinutes(5), serving(0.5, 0.5, 0.5, 0.5));
    stage.look(
        List.of(
            active("b0", 0.5, 50),
            active("b1", 0.5, 50),
            active("b2", 0.5, 50),
            active("b3", 0.0, 50)));
    assertEquals(2.0, stage.inputs().load().up(), 0.001);
  }

  @Test
  void whenAParticipantCausesMoreThanTheOthersUsedToItIsBelieved() {
    var stage = new SizingStage(4);
    stage.lookFor(Duration.ofMinutes(30), serving(0.2, 0.2, 0.2, 0.2));
    var heavy = new ArrayList<Gauge>();
    for (int i = 0; i < 4; i++) {
      heavy.add(active("b" + i, 0.7, 20));
    }
    stage.look(heavy);
    assertEquals(2.8, stage.inputs().load().up(), 0.001);
  }

  @Test
  void theStressOfAParticipantIsLearnedAndSeeded() {
    var stage = new SizingStage(2);
    stage.look(List.of(active("a", 0.0, 0)));
    assertEquals(0.01, stage.inputs().perParticipant());
    stage.lookFor(Duration.ofHours(1), List.of(active("a", 0.6, 20), active("b", 0.6, 20)));
    assertEquals(0.03, stage.inputs().perParticipant(), 0.0005);
  }

  @Test
  void bridgesOfOneNodeWithoutLimitsCountOnce() {
    var stage = new SizingStage(3);
    var shared = List.of(on("a", 0.5), on("b", 0.6), active("c", 0.3, 30));
    stage.look(shared);
    assertEquals(0.9, stage.inputs().load().up(), 0.001);
  }

  private static Gauge on(String name, double stress) {
    return new Gauge(
        name,
        Gauge.Stage.ACTIVE,
        START,
        Optional.of(stress),
        Optional.of((int) (stress * 100)),
        Optional.of("node"));
  }

  @Test
  void whoeverIsOnABridgeThatLeavesWillNeedAnother() {
    var stage = new SizingStage(3);
    stage.look(
        List.of(
            active("a", 0.5, 50),
            leaving("b", Gauge.Stage.LEAVING),
            leaving("c", Gauge.Stage.LEAVING)));
    assertEquals(1.5, stage.inputs().load().up(), 0.001);
  }

  @Test
  void whoLeavesUnheardIsFullForShrinking() {
    var stage = new SizingStage(5);
    var all = new ArrayList<>(serving(0.1, 0.1, 0.1, 0.1));
    all.add(
        new Gauge(
            "z", Gauge.Stage.LEAVING, START, Optional.empty(), Optional.empty(), Optional.empty()));
    stage.lookFor(Duration.ofMinutes(30), all);
    // 0.4 that is heard and 1 that is not: 1.4 / 0.6, and one to spare.
    assertEquals(4, stage.memory.size().orElseThrow());
    stage.lookFor(Duration.ofMinutes(30), serving(0.1, 0.1, 0.1, 0.1));
    assertEquals(2, stage.memory.size().orElseThrow(), "when it has gone");
  }

  private static Gauge leaving(String name, Gauge.Stage stage) {
    return new Gauge(name, stage, START, Optional.of(0.5), Optional.of(50), Optional.empty());
  }
}
