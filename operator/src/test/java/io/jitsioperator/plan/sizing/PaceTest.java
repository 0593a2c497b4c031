package io.jitsioperator.plan.sizing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jitsioperator.api.v1alpha1.Autoscaling;
import io.jitsioperator.world.SizingMemory.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Limits of growth and shrinking, in the arithmetic of the HorizontalPodAutoscaler. */
class PaceTest {

  private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

  @Test
  void withoutPoliciesThereIsNoLimit() {
    assertEquals(90, pace("Max").up(1, 90, List.of(), NOW));
    assertEquals(1, pace("Max").down(90, 1, List.of(), NOW));
  }

  @Test
  void disabledMeansNever() {
    assertEquals(3, pace("Disabled").up(3, 9, List.of(), NOW));
    assertEquals(3, pace("Disabled").down(3, 1, List.of(), NOW));
  }

  @Test
  void theMostGenerousHolds() {
    var both = pace("Max", percent(10), pods(4));
    // As the documentation of Kubernetes has it: from 80 on by 8, then 8, and from 40 on by 4.
    assertEquals(72, both.down(80, 10, List.of(), NOW));
    assertEquals(64, both.down(72, 10, List.of(), NOW));
    assertEquals(36, both.down(40, 10, List.of(), NOW));
    assertEquals(6, both.down(10, 2, List.of(), NOW));
  }

  @Test
  void orTheLeastGenerous() {
    var both = pace("Min", percent(10), pods(4));
    assertEquals(76, both.down(80, 10, List.of(), NOW));
    assertEquals(9, both.down(10, 2, List.of(), NOW));
    assertEquals(84, both.up(80, 200, List.of(), NOW));
  }

  @Test
  void whatWasDoneInThePeriodCounts() {
    var five = pace("Max", pods(5));
    var changes = List.of(new Change(NOW.minusSeconds(70), 3), new Change(NOW.minusSeconds(20), 4));
    assertEquals(11, five.up(10, 99, changes, NOW), "of 5 a minute, 4 are used up");
    var shrunk = List.of(new Change(NOW.minusSeconds(20), -5));
    assertEquals(10, five.down(10, 1, shrunk, NOW));
  }

  @Test
  void growthInPercentIsRoundedUpAndShrinkingDown() {
    var ten = pace("Max", percent(10));
    assertEquals(4, ten.up(3, 9, List.of(), NOW));
    assertEquals(2, ten.down(3, 1, List.of(), NOW));
  }

  private static Autoscaling.Policy percent(int value) {
    return new Autoscaling.Policy("Percent", value, 60);
  }

  private static Autoscaling.Policy pods(int value) {
    return new Autoscaling.Policy("Pods", value, 60);
  }

  private static Pace pace(String select, Autoscaling.Policy... policies) {
    return new Pace(Duration.ZERO, List.of(policies), select);
  }
}
