package io.jitsioperator.testbed.demo;

import io.jitsioperator.api.v1alpha1.BridgePoolStatus;
import io.jitsioperator.api.v1alpha1.BridgePoolStatus.Decision;
import io.jitsioperator.testbed.jitsi.Conference;
import io.jitsioperator.testbed.jitsi.Fates;
import java.util.Objects;

/** The pool finds its size by itself: it grows under load, shrinks after it, and says why. */
record ScalingStory(Stage stage, Bridges bridges) {

  private static final int LEAST = 2;

  private static final int PEOPLE = 3;

  /** Three of them are as much as a bridge should have; a real person costs about 0.01. */
  private static final double HEAVY = 0.2;

  /** Nobody wants to watch for the ten minutes that are the default. */
  private static final String PATCH =
      """
      {"spec":{"autoscaling":{"minReplicas":2,"maxReplicas":4,
      "behavior":{"scaleDown":{"stabilizationWindowSeconds":10,"policies":[]}}}}}""";

  ScalingStory(Stage stage) {
    this(stage, new Bridges(stage));
  }

  void tell() throws Exception {
    Screen screen = stage.screen();
    screen.chapter("The pool finds its size by itself");
    screen.say("each person costs as much stress as twenty do: " + HEAVY + " of a bridge");
    bridges.pods().keySet().forEach(each -> stage.machine().stress(each, HEAVY));
    screen.step(
        "kubectl patch jbp eu1: spec.autoscaling, from 2 to 4",
        () -> stage.kubectl("patch", "jbp", Bridges.NAME, "--type=merge", "--patch=" + PATCH));
    try (Conference stays = meet("webinar");
        Conference ends = meet("workshop")) {
      grow();
      shrink(ends);
      screen.step("the others hang up", () -> hungUp(stays));
      count(stays.fates().plus(ends.fates()));
    }
  }

  private Conference meet(String room) throws Exception {
    return stage
        .screen()
        .step(PEOPLE + " people meet: " + room, () -> stage.machine().meet(room, PEOPLE));
  }

  private void grow() throws Exception {
    Screen screen = stage.screen();
    screen.step(
        "the pool grows",
        () -> bridges.await("more than " + LEAST + " wanted", s -> desired(s) > LEAST));
    why();
    screen.step(
        "the new ones serve",
        () ->
            bridges.await(
                "as many serve as are wanted",
                s -> desired(s) > LEAST && Bridges.active(s) == desired(s)));
    look();
  }

  private void shrink(Conference ends) throws Exception {
    Screen screen = stage.screen();
    screen.step("the workshop hangs up", () -> hungUp(ends));
    screen.step(
        "when no moment of the last 10 s needed more, the pool shrinks",
        () -> bridges.await(LEAST + " wanted", s -> desired(s) == LEAST));
    why();
    look();
    screen.step(
        "whoever leaves is empty, ends by itself and is gone", () -> bridges.awaitServing(LEAST));
  }

  private static int desired(BridgePoolStatus status) {
    return Objects.requireNonNullElse(status.desired(), 0);
  }

  /** The decision that was made last, as the status has it. */
  private void why() {
    Decision last = bridges.status().orElseThrow().decisions().getLast();
    stage
        .screen()
        .say(
            "%d -> %d bridges (%s): %s"
                .formatted(last.from(), last.to(), last.reason(), last.message()));
  }

  private void look() throws Exception {
    stage.screen().show("kubectl get jbp", stage.kubectl("get", "jbp"));
  }

  private static String hungUp(Conference conference) {
    conference.close();
    return "";
  }

  private void count(Fates fates) throws Exception {
    stage
        .screen()
        .step(
            "people who were cut: 0, people who were moved: 0",
            () -> {
              Stage.require(fates.cut() == 0, "people were cut: " + fates);
              Stage.require(fates.moved() == 0, "people were moved: " + fates);
              Stage.require(fates.left() == 2 * PEOPLE, "not all hung up: " + fates);
              return fates;
            });
  }
}
