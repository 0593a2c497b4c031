package io.jitsioperator.plan.sizing;

import io.jitsioperator.api.v1alpha1.Autoscaling;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the user asks of the size of a pool.
 *
 * @param min fewest bridges, ≥ 1
 * @param max most bridges, ≥ min
 * @param target mean stress that is aimed at, above 0
 * @param overload stress from which on one bridge counts as overloaded
 * @param headroom what is kept free
 * @param up how it grows
 * @param down how it shrinks
 * @param schedules floors at recurring times
 */
public record Rules(
    int min,
    int max,
    double target,
    double overload,
    Autoscaling.Headroom headroom,
    Pace up,
    Pace down,
    List<Autoscaling.Schedule> schedules) {

  public Rules {
    schedules = List.copyOf(schedules);
  }

  /** How far back the law looks. */
  Duration memory() {
    return Stream.of(Forecast.FARTHEST_BACK, up.window(), down.window())
        .max(Duration::compareTo)
        .orElseThrow();
  }

  /** As the resource says it. */
  public static Rules of(Autoscaling asked) {
    var behavior = asked.behavior();
    return new Rules(
        asked.minReplicas(),
        asked.maxReplicas(),
        asked.targetStress(),
        asked.overloadStress(),
        asked.headroom(),
        Pace.of(behavior.scaleUp()),
        Pace.of(behavior.scaleDown()),
        asked.schedules());
  }
}
