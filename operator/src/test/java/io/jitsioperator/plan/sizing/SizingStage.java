package io.jitsioperator.plan.sizing;

import io.jitsioperator.api.v1alpha1.Autoscaling;
import io.jitsioperator.world.SizingMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A pool that is looked at every 5 s, for tests of its size. */
final class SizingStage {

  static final Instant START = Instant.parse("2026-03-02T08:00:00Z");
  private static final Duration LOOK = Duration.ofSeconds(5);

  Rules rules = rules(1, 20);
  Instant now = START;
  SizingMemory memory;
  private @Nullable Inputs inputs;

  SizingStage(int size) {
    memory = SizingMemory.none().begin(size);
  }

  static Rules rules(int min, int max) {
    return new Rules(
        min,
        max,
        0.6,
        0.8,
        new Autoscaling.Headroom(1, null, null),
        new Pace(Duration.ZERO, List.of(), "Max"),
        new Pace(
            Duration.ofMinutes(10),
            List.of(
                new Autoscaling.Policy("Percent", 10, 60), new Autoscaling.Policy("Pods", 1, 60)),
            "Max"),
        List.of());
  }

  static Rules with(Rules rules, Autoscaling.Schedule... schedules) {
    return new Rules(
        rules.min(),
        rules.max(),
        rules.target(),
        rules.overload(),
        rules.headroom(),
        rules.up(),
        rules.down(),
        List.of(schedules));
  }

  /** Bridges that serve, each with that stress and people to explain it. */
  static List<Gauge> serving(double... stress) {
    var all = new ArrayList<Gauge>();
    for (int i = 0; i < stress.length; i++) {
      all.add(active("b" + i, stress[i], (int) Math.round(stress[i] * 100)));
    }
    return all;
  }

  static Gauge active(String name, double stress, int people) {
    return new Gauge(
        name,
        Gauge.Stage.ACTIVE,
        START,
        Optional.of(stress),
        Optional.of(people),
        Optional.empty());
  }

  static Gauge silent(String name) {
    return new Gauge(
        name, Gauge.Stage.SILENT, START, Optional.empty(), Optional.empty(), Optional.empty());
  }

  static Gauge starting(String name, Instant created) {
    return new Gauge(
        name, Gauge.Stage.STARTING, created, Optional.empty(), Optional.empty(), Optional.empty());
  }

  Decision look(List<Gauge> bridges) {
    var outcome = Sizing.decide(rules, bridges, memory, now);
    inputs = outcome.inputs();
    memory = outcome.memory();
    now = now.plus(LOOK);
    return outcome.decision();
  }

  /** From what the last decision followed. */
  Inputs inputs() {
    return Objects.requireNonNull(inputs);
  }

  /** Looks at the same for so long; the last decision. */
  Decision lookFor(Duration time, Supplier<List<Gauge>> bridges) {
    var end = now.plus(time);
    var decision = look(bridges.get());
    while (now.isBefore(end)) {
      decision = look(bridges.get());
    }
    return decision;
  }

  Decision lookFor(Duration time, List<Gauge> bridges) {
    return lookFor(time, () -> bridges);
  }
}
