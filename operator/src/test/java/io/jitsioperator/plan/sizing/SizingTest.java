package io.jitsioperator.plan.sizing;

import static io.jitsioperator.plan.sizing.SizingStage.active;
import static io.jitsioperator.plan.sizing.SizingStage.rules;
import static io.jitsioperator.plan.sizing.SizingStage.serving;
import static io.jitsioperator.plan.sizing.SizingStage.silent;
import static io.jitsioperator.plan.sizing.SizingStage.starting;
import static io.jitsioperator.plan.sizing.SizingStage.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jitsioperator.api.v1alpha1.Autoscaling;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The law of sizes by examples; each sentence of it has one at least. */
class SizingTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void itGrowsAtOnceToWhatTheLoadNeedsAndOneMore() {
    // 2.4 / 0.6 = 4, and one to spare.
    var decision = new SizingStage(3).look(serving(0.79, 0.79, 0.79, 0.03));
    assertEquals(new Decision(3, 5, Decision.Why.LOAD), decision);
  }

  @Test
  void headroomCanBeSaidInParticipants() {
    var stage = new SizingStage(2);
    stage.rules = headroom(new Autoscaling.Headroom(null, 120, null));
    // A participant causes 0.01: (1.2 + 120 * 0.01) / 0.6 = 4.
    assertEquals(4, stage.look(serving(0.6, 0.6)).to());
  }

  @Test
  void headroomCanBeSaidInPercent() {
    var stage = new SizingStage(2);
    stage.rules = headroom(new Autoscaling.Headroom(null, null, 50));
    // 1.2 * 1.5 / 0.6 = 3.
    assertEquals(3, stage.look(serving(0.6, 0.6)).to());
  }

  @Test
  void aHotBridgeAsksForOneMoreHoweverManyAreHot() {
    var stage = new SizingStage(4);
    // 2.0 / 0.6 = 3.33, that is 4.33 with headroom: 5; and one more.
    var hot = List.of(active("a", 0.9, 90), active("b", 0.9, 90), active("c", 0.2, 20));
    var decision = stage.look(hot);
    assertEquals(new Decision(4, 6, Decision.Why.OVERLOADED), decision);
    assertEquals(6, stage.lookFor(Duration.ofMinutes(20), hot).to(), "for as long as it is hot");
  }

  @Test
  void aRiseThatLastsIsBelievedToGoOnForTheTimeThatABridgeNeeds() {
    var stage = new SizingStage(9);
    var people = new AtomicInteger(0);
    // One participant a second on each of two bridges: 0.02 a second.
    stage.lookFor(
        Duration.ofSeconds(40), () -> together(people.addAndGet(5), (people.get() - 10) / 100.0));
    double load = stage.inputs().load().up();
    double expected = stage.inputs().need().expected();
    // A lead time of 60 s and reports that are 15 s old; but it has lasted for 30 s only.
    assertEquals(load + 30 * 0.02, expected, 0.2);
    assertEquals(Decision.Why.RISING, stage.inputs().need().why());
  }

  @Test
  void aSingleJumpIsNoRise() {
    var stage = new SizingStage(4);
    stage.lookFor(Duration.ofMinutes(3), serving(0.2, 0.2));
    stage.look(serving(0.5, 0.5));
    assertEquals(stage.inputs().load().up(), stage.inputs().need().expected(), "no more than now");
  }

  /** Seen to fail when it counted as full: then each new bridge asked for more of them. */
  @Test
  void aNewBridgeThatWasNotHeardYetBearsNobody() {
    var stage = new SizingStage(3);
    var old = List.of(active("a", 0.6, 60), active("b", 0.6, 60));
    stage.look(and(old, starting("c", stage.now)));
    assertEquals(3, stage.look(and(old, silent("c"))).to());
    assertEquals(1.2, stage.inputs().load().up(), 0.001);
    stage.now = stage.now.plusSeconds(20);
    stage.look(and(old, active("c", 0, 0)));
    assertTrue(stage.inputs().leadTime().compareTo(MINUTE) < 0, "its lead time is measured");
    assertEquals(3, stage.inputs().load().serving());
  }

  private static List<Gauge> and(List<Gauge> some, Gauge more) {
    var all = new ArrayList<>(some);
    all.add(more);
    return all;
  }

  @Test
  void itShrinksToTheMostThatAWholeWindowAskedFor() {
    var stage = new SizingStage(6);
    stage.look(serving(0.6, 0.6, 0.6, 0.6, 0.0, 0.0));
    assertEquals(6, stage.lookFor(Duration.ofMinutes(9), serving(.1, .1, .1, .1, 0, 0)).to());
    // That first moment asked for 5, the others for 2.
    stage.lookFor(MINUTE.multipliedBy(2), serving(.1, .1, .1, .1, 0, 0));
    assertTrue(stage.memory.size().orElseThrow() >= 4, "by one a minute");
    assertEquals(2, stage.lookFor(MINUTE.multipliedBy(9), serving(.1, .1, .1, .1, 0, 0)).to());
  }

  @Test
  void aBigPoolShrinksByATenthAMinute() {
    var stage = new SizingStage(100);
    stage.rules = rules(1, 200);
    var hundred = new double[100];
    java.util.Arrays.fill(hundred, 0.1);
    stage.lookFor(Duration.ofMinutes(10), serving(hundred));
    assertEquals(100, stage.memory.size().orElseThrow());
    stage.lookFor(Duration.ofSeconds(10), serving(hundred));
    assertEquals(90, stage.memory.size().orElseThrow());
    stage.lookFor(MINUTE, serving(hundred));
    assertEquals(81, stage.memory.size().orElseThrow());
  }

  @Test
  void oneThatIsNotHeardKeepsThePoolAsItIs() {
    var stage = new SizingStage(4);
    var calm = new ArrayList<>(serving(0.1, 0.1, 0.1));
    calm.add(silent("z"));
    var decision = stage.lookFor(Duration.ofMinutes(30), calm);
    assertEquals(new Decision(4, 4, Decision.Why.NOT_SURE), decision);
  }

  @Test
  void oneThatIsNotHeardCountsAsItWasHeardLastForGrowing() {
    var stage = new SizingStage(3);
    stage.look(serving(0.6, 0.6, 0.6));
    stage.look(List.of(active("b0", 0.6, 60), active("b1", 0.6, 60), silent("b2")));
    assertEquals(1.8, stage.inputs().load().up(), 0.001);
  }

  @Test
  void whenFewerThanHalfAreHeardItStaysAsItIs() {
    var stage = new SizingStage(3);
    var decision = stage.look(List.of(active("a", 2.0, 200), silent("b"), silent("c")));
    assertEquals(new Decision(3, 3, Decision.Why.METRICS_MISSING), decision);
  }

  @Test
  void withoutAnyBridgeThatServesItStaysAsItIs() {
    var stage = new SizingStage(3);
    assertEquals(3, stage.lookFor(Duration.ofMinutes(30), List.of()).to());
  }

  @Test
  void aGapStartsTheWindowAnew() {
    var stage = new SizingStage(5);
    stage.lookFor(Duration.ofMinutes(9), serving(0.1, 0.1));
    stage.now = stage.now.plusSeconds(60);
    assertEquals(5, stage.lookFor(Duration.ofMinutes(9), serving(0.1, 0.1)).to());
    assertEquals(4, stage.lookFor(Duration.ofSeconds(70), serving(0.1, 0.1)).to());
  }

  @Test
  void anEmptyMemoryDoesNotShrinkBeforeAWholeWindow() {
    var stage = new SizingStage(5);
    assertEquals(5, stage.lookFor(Duration.ofSeconds(595), serving(0.1, 0.1)).to());
    assertEquals(4, stage.lookFor(Duration.ofSeconds(15), serving(0.1, 0.1)).to());
  }

  @Test
  void aClockThatGoesBackDoesNoHarm() {
    var stage = new SizingStage(5);
    stage.lookFor(Duration.ofMinutes(11), serving(0.1, 0.1, 0.1, 0.1, 0.1));
    int size = stage.memory.size().orElseThrow();
    stage.now = stage.now.minus(Duration.ofHours(2));
    assertEquals(
        size,
        stage.lookFor(Duration.ofMinutes(9), serving(0.1, 0.1, 0.1, 0.1, 0.1)).to(),
        "the window begins anew");
  }

  @Test
  void greatestAndLeastHold() {
    var stage = new SizingStage(3);
    stage.rules = rules(2, 4);
    var decision = stage.look(serving(0.9, 0.9, 0.9));
    assertEquals(4, decision.to());
    assertEquals(new Decision(4, 4, Decision.Why.MAXIMUM), stage.look(serving(0.9, 0.9, 0.9)));
    assertEquals(2, stage.lookFor(Duration.ofMinutes(30), serving(0.0, 0.0, 0.0)).to());
  }

  @Test
  void aLowerGreatestHoldsAtOnceEvenUnseen() {
    var stage = new SizingStage(9);
    stage.rules = rules(2, 4);
    assertEquals(4, stage.look(List.of(silent("a"), silent("b"))).to());
  }

  @Test
  void theLeadTimeIsMeasured() {
    var stage = new SizingStage(2);
    assertEquals(Duration.ofSeconds(60), lead(stage, List.of(active("a", 0.1, 10))));
    var born = stage.now;
    stage.look(List.of(active("a", 0.1, 10), starting("n", born)));
    stage.now = born.plusSeconds(95);
    assertEquals(
        Duration.ofSeconds(95), lead(stage, List.of(active("a", 0.1, 10), active("n", 0, 0))));
  }

  private static Duration lead(SizingStage stage, List<Gauge> bridges) {
    stage.look(bridges);
    return stage.inputs().leadTime();
  }

  @Test
  void aScheduleIsAFloorThatIsReachedByARamp() {
    var stage = new SizingStage(2);
    stage.rules = with(rules(2, 20), schedule("0 9 * * 1-5", "UTC", 10));
    // Monday, 8:00; the ramp is 20 minutes long.
    assertEquals(2, stage.look(serving(0.1, 0.1)).to());
    stage.now = Instant.parse("2026-03-02T08:50:00Z");
    assertEquals(new Decision(2, 6, Decision.Why.SCHEDULE), stage.look(serving(0.1, 0.1)));
    stage.now = Instant.parse("2026-03-02T09:00:00Z");
    assertEquals(10, stage.look(serving(0.1, 0.1)).to());
    stage.lookFor(Duration.ofHours(1).minusSeconds(10), serving(0.1, 0.1));
    assertEquals(10, stage.memory.size().orElseThrow());
    stage.lookFor(MINUTE, serving(0.1, 0.1));
    assertEquals(9, stage.memory.size().orElseThrow(), "it ends with a ramp, not with a cliff");
  }

  @Test
  void daylightSavingDoesNotMoveASchedule() {
    var stage = new SizingStage(2);
    stage.rules = with(rules(2, 20), schedule("0 9 * * *", "Europe/Berlin", 10));
    stage.now = Instant.parse("2026-03-28T08:00:00Z");
    assertEquals(10, stage.look(serving(0.1, 0.1)).to(), "winter: 9:00 is 8:00 UTC");
    stage.now = Instant.parse("2026-03-29T07:00:00Z");
    stage.memory = stage.memory.begin(2);
    assertEquals(10, stage.look(serving(0.1, 0.1)).to(), "summer: 9:00 is 7:00 UTC");
  }

  @Test
  void aScheduleThatCannotBeReadKeepsThePoolFromShrinking() {
    var stage = new SizingStage(5);
    stage.rules = with(rules(1, 20), schedule("0 25 * * *", "UTC", 10));
    assertEquals(5, stage.lookFor(Duration.ofMinutes(30), serving(0.1, 0.1)).to());
    assertTrue(stage.inputs().floors().unusable().orElseThrow().contains("schedules[0].schedule"));
  }

  private static Autoscaling.Schedule schedule(String cron, String zone, int replicas) {
    return new Autoscaling.Schedule(cron, zone, "1h", replicas, "20m");
  }

  private static List<Gauge> together(int people, double stress) {
    return List.of(active("a", stress, people), active("b", stress, people));
  }

  private static Rules headroom(Autoscaling.Headroom headroom) {
    var rules = rules(1, 20);
    return new Rules(
        rules.min(),
        rules.max(),
        rules.target(),
        rules.overload(),
        headroom,
        rules.up(),
        rules.down(),
        List.of());
  }
}
