package io.jitsioperator.plan.sizing;

import io.jitsioperator.world.SizingMemory.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The load as it will be when a bridge that is made now serves.
 *
 * <p>A rise is believed to go on for as long as it has lasted, but no longer than a new bridge
 * takes. It has lasted for a time if the load has risen in both halves of that time, and it counts
 * as the flatter of both: a single jump is no rise.
 */
final class Forecast {

  /**
   * Times for which a rise may have lasted, in seconds. The first is two of the samples that a
   * bridge takes of its stress and two of its reports (contracts §3.4); the last is about as long
   * as a new node takes.
   */
  private static final int[] TIMES = {30, 60, 120, 240, 480};

  /** As far back as it looks, and one look more. */
  static final Duration FARTHEST_BACK = Duration.ofSeconds(TIMES[TIMES.length - 1] + 30);

  private Forecast() {}

  /**
   * Expected load, at least that of now.
   *
   * @param load now
   * @param moments before, oldest first
   * @param horizon how far ahead
   */
  static double of(double load, List<Moment> moments, Duration horizon, Instant now) {
    double rise = 0;
    for (int time : TIMES) {
      var middle = loadAt(moments, now.minusMillis(time * 500L));
      var start = loadAt(moments, now.minusSeconds(time));
      if (start.isPresent() && middle.isPresent()) {
        double half =
            Math.min(load - middle.getAsDouble(), middle.getAsDouble() - start.getAsDouble());
        double ahead = Math.min(time, horizon.toMillis() / 1000.0);
        rise = Math.max(rise, half * 2 / time * ahead);
      }
    }
    return load + rise;
  }

  /** That of the last look before or at that moment. */
  private static OptionalDouble loadAt(List<Moment> moments, Instant at) {
    int from = 0;
    int to = moments.size();
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (moments.get(middle).at().isAfter(at)) {
        to = middle;
      } else {
        from = middle + 1;
      }
    }
    return from == 0 ? OptionalDouble.empty() : OptionalDouble.of(moments.get(from - 1).load());
  }
}
