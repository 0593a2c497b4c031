package io.jitsioperator.plan.sizing;

import io.jitsioperator.api.v1alpha1.Autoscaling;
import io.jitsioperator.world.SizingMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * How fast a pool may grow or shrink. Words and arithmetic are those of the HorizontalPodAutoscaler
 * (contracts §9.7), with the one difference that no policy means no limit.
 *
 * @param window how long the need must have been so
 * @param policies of which one holds
 * @param select which: Max, Min or Disabled
 */
public record Pace(Duration window, List<Autoscaling.Policy> policies, String select) {

  public Pace {
    policies = List.copyOf(policies);
  }

  static Pace of(Autoscaling.ScaleUp asked) {
    return new Pace(
        Duration.ofSeconds(asked.stabilizationWindowSeconds()),
        asked.policies(),
        asked.selectPolicy());
  }

  static Pace of(Autoscaling.ScaleDown asked) {
    return new Pace(
        Duration.ofSeconds(asked.stabilizationWindowSeconds()),
        asked.policies(),
        asked.selectPolicy());
  }

  /** How far a pool of that size may grow now if it wants to grow to that one. */
  int up(int size, int wanted, List<SizingMemory.Change> changes, Instant now) {
    if (select.equals("Disabled")) {
      return size;
    }
    var limits =
        policies.stream()
            .mapToInt(p -> grown(p, before(p, size, changes, now)))
            .summaryStatistics();
    int limit = policies.isEmpty() ? wanted : isMin() ? limits.getMin() : limits.getMax();
    return Math.max(size, Math.min(wanted, limit));
  }

  /** How far it may shrink. */
  int down(int size, int wanted, List<SizingMemory.Change> changes, Instant now) {
    if (select.equals("Disabled")) {
      return size;
    }
    var limits =
        policies.stream()
            .mapToInt(p -> shrunk(p, before(p, size, changes, now)))
            .summaryStatistics();
    int limit = policies.isEmpty() ? wanted : isMin() ? limits.getMax() : limits.getMin();
    return Math.min(size, Math.max(wanted, limit));
  }

  private boolean isMin() {
    return select.equals("Min");
  }

  private static int grown(Autoscaling.Policy policy, int before) {
    return policy.type().equals("Pods")
        ? before + policy.value()
        : (int) Math.ceil(before * (1 + policy.value() / 100.0) - Need.ROUNDING);
  }

  private static int shrunk(Autoscaling.Policy policy, int before) {
    return policy.type().equals("Pods")
        ? before - policy.value()
        : (int) Math.floor(before * (1 - policy.value() / 100.0) + Need.ROUNDING);
  }

  /** The size at the beginning of the period of that policy. */
  private static int before(
      Autoscaling.Policy policy, int size, List<SizingMemory.Change> changes, Instant now) {
    var start = now.minusSeconds(policy.periodSeconds());
    ToIntFunction<SizingMemory.Change> by = change -> change.at().isAfter(start) ? change.by() : 0;
    return size - changes.stream().mapToInt(by).sum();
  }
}
