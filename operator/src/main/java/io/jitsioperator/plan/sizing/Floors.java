package io.jitsioperator.plan.sizing;

import io.jitsioperator.api.v1alpha1.Autoscaling.Schedule;
import io.jitsioperator.plan.kube.CronTimes;
import io.jitsioperator.plan.kube.TimeWord;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the schedules ask for at one moment.
 *
 * @param replicas fewest bridges; 0 if no schedule asks for any
 * @param schedule the cron expression that asks for them
 * @param unusable why a schedule cannot be read, a sentence; empty if all can
 */
public record Floors(int replicas, Optional<String> schedule, Optional<String> unusable) {

  private static final Floors NONE = new Floors(0, Optional.empty(), Optional.empty());

  static Floors at(Rules rules, Instant now) {
    var floors = NONE;
    for (int i = 0; i < rules.schedules().size(); i++) {
      floors = floors.and(of(rules.schedules().get(i), i, rules.min(), now));
    }
    return floors;
  }

  private Floors and(Floors other) {
    var higher = other.replicas > replicas ? other : this;
    return new Floors(higher.replicas, higher.schedule, unusable.or(() -> other.unusable));
  }

  private static Floors of(Schedule asked, int index, int min, Instant now) {
    var path = "spec.autoscaling.schedules[%d].".formatted(index);
    var times =
        CronTimes.of(asked.schedule(), path + "schedule", asked.timeZone(), path + "timeZone");
    return switch (times) {
      case CronTimes.Unusable(String why) -> new Floors(0, Optional.empty(), Optional.of(why));
      case CronTimes.Usable usable ->
          new Floors(
              replicas(usable, asked, min, now), Optional.of(asked.schedule()), Optional.empty());
    };
  }

  private static int replicas(CronTimes.Usable times, Schedule asked, int min, Instant now) {
    // A beginning later than that is still going on, or is to come.
    var begin = times.after(now.minus(TimeWord.of(asked.duration())));
    return begin
        .map(at -> Duration.between(now, at))
        .map(ahead -> ramp(asked, min, ahead))
        .orElse(0);
  }

  /** From the least to what is asked for, evenly. */
  private static int ramp(Schedule asked, int min, Duration ahead) {
    if (!ahead.isPositive()) {
      return asked.minReplicas();
    }
    var ramp = TimeWord.of(asked.rampUp());
    if (ahead.compareTo(ramp) >= 0) {
      return 0;
    }
    double done = 1 - (double) ahead.toMillis() / ramp.toMillis();
    return (int) Math.ceil(min + (asked.minReplicas() - min) * done);
  }
}
