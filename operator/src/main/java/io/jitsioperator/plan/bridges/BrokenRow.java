package io.jitsioperator.plan.bridges;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.jitsioperator.plan.kube.Pods;
import io.jitsioperator.plan.pool.Leave;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Bridges that break one after the other. What breaks them is seldom in the bridge, so each one
 * that is made in place of a broken one gets twice as long before it counts as broken, too. So does
 * one that is made in place of one whose port no node had free. How many there were before it
 * stands on its pod.
 */
final class BrokenRow {

  static final String ANNOTATION = "jitsi-operator.io/broken-before";

  /** So that the longest pause is 32 minutes. */
  private static final int LONGEST = 5;

  private BrokenRow() {}

  /** For so long a bridge must have been ready before it can count as broken. */
  static Duration patience(Bridge bridge) {
    return Duration.ofSeconds(LeaveWish.BROKEN_AFTER.toSeconds() << before(bridge));
  }

  /** A new pod, with how many have broken before it. */
  static Pod marked(Pod born, List<Bridge> all, Map<String, Leave> leave) {
    return all.stream()
        .filter(
            b ->
                b.reason()
                    .or(() -> Optional.ofNullable(leave.get(b.name())))
                    .filter(Leave::mends)
                    .isPresent())
        .map(b -> Math.min(LONGEST, before(b) + 1))
        .max(Integer::compareTo)
        .map(
            row ->
                new PodBuilder(born)
                    .editMetadata()
                    .addToAnnotations(ANNOTATION, Integer.toString(row))
                    .endMetadata()
                    .build())
        .orElse(born);
  }

  private static int before(Bridge bridge) {
    return Pods.annotation(bridge.pod(), ANNOTATION)
        .filter(text -> text.matches("[0-5]"))
        .map(Integer::valueOf)
        .orElse(0);
  }
}
