package io.jitsioperator.plan.bridges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jitsioperator.api.v1alpha1.BridgePoolStatus;
import io.jitsioperator.world.BreweryRoom;
import io.jitsioperator.world.PoolSignals;
import io.jitsioperator.world.SizingMemory;
import io.jitsioperator.world.SizingMemory.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A pool that finds its size by its load, from what is seen of its pods to what is said of it. */
class PoolSizeTest {

  private static final String SIZED =
      "autoscaling: { minReplicas: 1, maxReplicas: 6, headroom: { bridges: 1 } }";
  private static final SeenBridge ONE = SeenBridge.of("extra-1", "n1", 75);
  private static final SeenBridge TWO = SeenBridge.of("extra-2", "n2", 75);
  private static final SeenBridge THREE = SeenBridge.of("extra-3", "n3", 0);

  @Test
  void itGrowsWithItsLoadAndSaysFromWhatThatFollows() {
    var plan = PoolScene.of(SIZED, ONE, TWO).plan();
    var status = plan.intent().status();
    // 1.5 / 0.6 = 2.5, and one to spare.
    assertEquals(4, status.desired());
    assertEquals(2, plan.errands().births().size());
    var decision = status.decisions().getFirst();
    assertEquals(2, decision.from());
    assertEquals(4, decision.to());
    assertEquals(
        "Load 1.50 (150 participants; 2 of 2 bridges heard). In 60 s, when a new one serves, it will"
            + " be 1.50: that, and 1 to spare, at 0.60 each, needs 4.",
        decision.message());
    assertTrue(
        plan.intent().events().stream()
            .anyMatch(
                e -> e.reason().equals("SizeChanged") && e.message().contains("2 -> 4 bridges")));
    assertEquals("True SizedByLoad", says(status, "ScalingActive"));
    assertEquals("False WithinLimits", says(status, "ScalingLimited"));
  }

  @Test
  void whatIsRememberedIsTheBasisOfTheNextLook() {
    var first = PoolScene.of(SIZED, ONE, TWO).plan();
    assertEquals(Optional.of(4), first.sizing().size());
    var world = PoolParts.of(PoolScene.of(SIZED, ONE, TWO).world()).sizing(first.sizing()).world();
    var second = PoolPlanner.plan(world, PoolStage.SETTINGS);
    assertEquals(List.of(), second.intent().status().decisions(), "nothing changes any more");
    assertEquals(4, second.intent().status().desired());
  }

  @Test
  void theSizeOfTheStatusIsTheBasisAfterARestart() {
    var scene = PoolScene.of(SIZED, ONE, TWO);
    scene.pool().setStatus(PoolScene.of(SIZED, ONE, TWO, THREE).plan().intent().status());
    assertEquals(4, scene.plan().intent().status().desired());
    assertEquals(
        1, scene.plan().intent().status().decisions().size(), "that of before the restart");
  }

  @Test
  void whoeverIsTooManyLeavesAfterACalmWindow() {
    var quiet = SeenBridge.of("extra-1", "n1", 10);
    var world = PoolScene.of(SIZED, quiet, SeenBridge.of("extra-2", "n2", 0), THREE).world();
    var plan = PoolPlanner.plan(PoolParts.of(world).sizing(calm(3)).world(), PoolStage.SETTINGS);
    assertEquals(2, plan.intent().status().desired());
    assertEquals("LessLoad", plan.intent().status().decisions().getFirst().reason());
    assertEquals(1, plan.errands().marks().size(), "one is told to leave");
  }

  @Test
  void withoutTheBreweryItStaysAsItIs() {
    var world = PoolScene.of(SIZED, ONE, TWO, THREE).world();
    var unseen =
        new PoolSignals(
            Map.of(PoolStage.SHARD, new BreweryRoom.Unseen("no route")), Map.of(), Map.of());
    var plan =
        PoolPlanner.plan(
            PoolParts.of(world).sizing(calm(3)).signals(unseen).world(), PoolStage.SETTINGS);
    assertEquals(3, plan.intent().status().desired());
    assertEquals(List.of(), plan.errands().marks());
    assertEquals("False MetricsMissing", says(plan.intent().status(), "ScalingActive"));
  }

  @Test
  void atItsGreatestItSaysWhatToDo() {
    var status = PoolScene.of("autoscaling: { maxReplicas: 2 }", ONE, TWO).plan().intent().status();
    assertEquals(2, status.desired());
    assertEquals("True TooManyReplicas", says(status, "ScalingLimited"));
    var message = status.condition("ScalingLimited").orElseThrow().getMessage();
    assertTrue(message.contains("spec.autoscaling.maxReplicas, which is 2. Raise it"), message);
  }

  @Test
  void aSizeThatSomebodySetsIsAnsweredNotObeyed() {
    var status = PoolScene.of(SIZED + "\nreplicas: 3", ONE, TWO).plan().intent().status();
    assertEquals(4, status.desired());
    assertEquals("True ReplicasIgnored", says(status, "ScalingLimited"));
  }

  @Test
  void recommendChangesNothingAndSaysWhatItWouldDo() {
    var plan =
        PoolScene.of(
                "replicas: 2\nautoscaling: { maxReplicas: 6, headroom: { bridges: 1 }, mode: Recommend }",
                ONE,
                TWO)
            .plan();
    assertEquals(2, plan.intent().status().desired());
    assertEquals(4, plan.intent().status().recommended());
    assertEquals(List.of(), plan.errands().births());
    assertEquals("False Recommending", says(plan.intent().status(), "ScalingActive"));
    assertTrue(plan.intent().events().stream().anyMatch(e -> e.reason().equals("SizeRecommended")));
  }

  @Test
  void aPausedPoolKeepsItsSize() {
    var plan = PoolScene.of(SIZED + "\npaused: true", ONE, TWO).plan();
    assertEquals(2, plan.intent().status().desired());
    assertEquals(List.of(), plan.errands().births());
    assertEquals("False Paused", says(plan.intent().status(), "ScalingActive"));
  }

  @Test
  void withoutAutoscalingNothingOfItIsSaid() {
    var status = PoolScene.replicas(2, ONE, TWO).plan().intent().status();
    assertTrue(status.condition("ScalingActive").isEmpty());
    assertNull(status.sizing());
    assertNull(status.recommended());
  }

  @Test
  void itIsLookedAtEveryFiveSecondsAndHearsOfEverybodyWhoComes() {
    var plan = PoolScene.of(SIZED, ONE, TWO).plan();
    assertTrue(plan.intent().nextLook().compareTo(Duration.ofSeconds(5)) <= 0);
    assertTrue(plan.errands().watch().sizes());
    assertFalse(PoolScene.replicas(2, ONE, TWO).plan().errands().watch().sizes());
  }

  @Test
  void withoutACpuLimitTheBridgesOfANodeCountOnce() {
    var unlimited =
        SIZED + "\nresources: { requests: { cpu: '1', memory: 2Gi }, limits: { memory: 2Gi } }";
    var plan = PoolScene.of(unlimited, ONE, SeenBridge.of("extra-2", "n1", 75).port(10001)).plan();
    assertEquals(0.75, Objects.requireNonNull(plan.intent().status().sizing()).load());
  }

  /** It was that big, and needed two for eleven minutes. */
  private static SizingMemory calm(int size) {
    var moments = new ArrayList<Moment>();
    for (int second = 660; second > 0; second -= 5) {
      moments.add(new Moment(PoolStage.NOW.minusSeconds(second), 0.1, 2, 2));
    }
    return new SizingMemory(
        Optional.of(size),
        moments,
        Optional.of(PoolStage.NOW.minusSeconds(660)),
        Map.of(),
        SizingMemory.Learned.nothing(),
        Map.of(),
        List.of(),
        List.of());
  }

  private static String says(BridgePoolStatus status, String type) {
    return status.condition(type).map(c -> c.getStatus() + " " + c.getReason()).orElse("nothing");
  }
}
