package io.jitsioperator.simulate;

import io.jitsioperator.api.v1alpha1.Autoscaling;
import io.jitsioperator.plan.sizing.Pace;
import io.jitsioperator.plan.sizing.Rules;
import io.jitsioperator.simulate.load.Load;
import io.jitsioperator.simulate.run.Fault;
import io.jitsioperator.simulate.run.Outcome;
import io.jitsioperator.simulate.run.Simulation;
import io.jitsioperator.simulate.run.Terrain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;

/**
 * A short life of a pool, drawn from one seed: 25 minutes in which anything happens, then calm.
 *
 * @param rules what the user asks for
 * @param load what people do
 * @param ends whether nobody is there in the end
 * @param terrain where the pool stands
 * @param faults what goes wrong
 */
record SizingHistory(Rules rules, Load load, boolean ends, Terrain terrain, List<Fault> faults) {

  /** Until then people come and go, and faults begin. */
  static final int BUSY = 1500;

  /** No fault and no schedule lasts longer. */
  private static final int LONGEST = 600;

  /**
   * Everything has settled by then: a window, the slowest limits, and the patience of the drains
   * one after the other.
   */
  static final int REST = BUSY + LONGEST + 4800;

  private static final int END = REST + 900;

  static SizingHistory draw(Random random) {
    var rules = rules(random);
    var load = new RandomLoad(random).pieces(1 + random.nextInt(6), BUSY);
    boolean ends = random.nextInt(3) > 0;
    if (ends) {
      load.over(BUSY);
    }
    return new SizingHistory(
        rules, load.until(END, random.nextLong()), ends, terrain(random, rules), faults(random));
  }

  private static Rules rules(Random random) {
    int min = 1 + random.nextInt(3);
    return new Rules(
        min,
        min + random.nextInt(10),
        0.4 + 0.1 * random.nextInt(5),
        0.7 + 0.1 * random.nextInt(3),
        switch (random.nextInt(3)) {
          case 0 -> new Autoscaling.Headroom(random.nextInt(3), null, null);
          case 1 -> new Autoscaling.Headroom(null, random.nextInt(60), null);
          default -> new Autoscaling.Headroom(null, null, random.nextInt(50));
        },
        pace(random, 30 * Math.max(0, random.nextInt(4) - 2)),
        pace(random, 60 * random.nextInt(11)),
        schedules(random));
  }

  private static Pace pace(Random random, int window) {
    var policies = new ArrayList<Autoscaling.Policy>();
    for (int i = random.nextInt(3); i > 0; i--) {
      int period = 15 + random.nextInt(106);
      policies.add(
          random.nextBoolean()
              ? new Autoscaling.Policy("Pods", 1 + random.nextInt(4), period)
              : new Autoscaling.Policy("Percent", 10 + random.nextInt(90), period));
    }
    var select = random.nextInt(20) == 0 ? "Disabled" : random.nextBoolean() ? "Max" : "Min";
    return new Pace(Duration.ofSeconds(window), policies, select);
  }

  private static List<Autoscaling.Schedule> schedules(Random random) {
    var monday = random.nextInt(25) + " 0 * * 1";
    return random.nextInt(4) > 0
        ? List.of()
        : List.of(new Autoscaling.Schedule(monday, "UTC", "10m", 1 + random.nextInt(8), "10m"));
  }

  private static Terrain terrain(Random random, Rules rules) {
    int start = rules.min() + random.nextInt(rules.max() - rules.min() + 1);
    int least = random.nextInt(30);
    int node = 60 + random.nextInt(240);
    int warm = random.nextInt(12);
    var terrain =
        Terrain.warm(random.nextLong(), start)
            .withLeads(
                new Terrain.Span(least, least + random.nextInt(90)),
                new Terrain.Span(node, node + random.nextInt(120)))
            .withBridgesPerNode(1 + Math.max(0, random.nextInt(5) - 2), random.nextBoolean());
    return random.nextBoolean() ? terrain : terrain.withNodes(warm, warm + random.nextInt(12));
  }

  /** Often some of them at once. */
  private static List<Fault> faults(Random random) {
    var faults = new ArrayList<Fault>();
    long at = 1000;
    for (int i = random.nextInt(6); i > 0; i--) {
      at = random.nextInt(3) == 0 ? at : 1000L * (1 + random.nextInt(BUSY));
      var kind = Fault.Kind.values()[random.nextInt(Fault.Kind.values().length)];
      faults.add(new Fault(kind, at, 1000L * random.nextInt(LONGEST)));
    }
    return faults;
  }

  Outcome run(WatchedPolicy policy) {
    return Simulation.run(load, policy, terrain, faults);
  }

  /** The same life without them, of somebody who aims at that. */
  SizingHistory withoutFaults(double target) {
    var other = rules.within(rules.min(), rules.max(), OptionalDouble.of(target));
    return new SizingHistory(other, load, ends, terrain, List.of());
  }

  boolean has(Fault.Kind kind) {
    return faults.stream().anyMatch(fault -> fault.kind() == kind);
  }
}
