package io.jitsioperator.benchmarks.sizing;

import io.jitsioperator.simulate.load.Load;
import io.jitsioperator.simulate.load.Loads;
import io.jitsioperator.simulate.policy.Setting;
import io.jitsioperator.simulate.run.Fault;
import io.jitsioperator.simulate.run.Series;
import io.jitsioperator.simulate.run.Simulation;
import io.jitsioperator.simulate.run.Terrain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;

/**
 * The usual settings on a working day on which something goes wrong: once in the morning's rise, at
 * its top, and when people go to lunch.
 */
final class FaultTrials {

  private static final List<Duration> TIMES =
      List.of(Duration.ofMinutes(540), Duration.ofMinutes(620), Duration.ofMinutes(700));

  private final Scope scope;

  FaultTrials(Scope scope) {
    this.scope = scope;
  }

  /**
   * What a fault did to a policy.
   *
   * @param trial with the fault's name as its load
   * @param fault which
   * @param shrinks how often it wanted fewer while the fault lasted
   * @param growth by how many more it wanted at most, beside the same day without the fault, while
   *     the fault lasted; 0 or more
   */
  record FaultTrial(Trial trial, Fault.Kind fault, int shrinks, int growth) {}

  /** All of them, fault by fault. */
  List<FaultTrial> run(List<Setting> settings) throws InterruptedException {
    List<Callable<List<FaultTrial>>> tasks = new ArrayList<>();
    for (Setting setting : settings) {
      for (long seed : scope.seeds().stream().limit(scope.faultSeeds()).toList()) {
        tasks.add(() -> oneSeed(setting, seed));
      }
    }
    try (ExecutorService pool = Trials.pool()) {
      return Trials.get(pool, tasks).stream()
          .flatMap(List::stream)
          .collect(Collectors.groupingBy(FaultTrial::fault, TreeMap::new, Collectors.toList()))
          .values()
          .stream()
          .flatMap(List::stream)
          .toList();
    }
  }

  private List<FaultTrial> oneSeed(Setting setting, long seed) {
    Load load = Loads.DIURNAL.draw(seed, scope.bridges());
    Setting.Ground ground = new Setting.Ground(scope.limits(), Trials.peak(load));
    Terrain terrain = Terrain.warm(seed, scope.limits().min());
    var calm = Simulation.run(load, () -> setting.on(ground), terrain, List.of());
    List<FaultTrial> trials = new ArrayList<>();
    for (Fault.Kind kind : Fault.Kind.values()) {
      for (Duration time : TIMES) {
        Fault fault = kind.at(time.toMillis());
        var outcome = Simulation.run(load, () -> setting.on(ground), terrain, List.of(fault));
        trials.add(
            new FaultTrial(
                Trials.trial(load, setting, seed, outcome),
                kind,
                shrinks(outcome.series(), fault),
                growth(outcome.series(), calm.series(), fault)));
      }
    }
    return trials;
  }

  /** How often fewer were wanted than at the point before, while a fault lasted. */
  static int shrinks(Series series, Fault fault) {
    int shrinks = 0;
    int before = 0;
    for (Series.Point point : during(series, fault)) {
      shrinks += point.desired() < before ? 1 : 0;
      before = point.desired();
    }
    return shrinks;
  }

  /** By how many more were wanted at most than without the fault, at the same moment. */
  static int growth(Series series, Series calm, Fault fault) {
    List<Series.Point> with = during(series, fault);
    List<Series.Point> without = during(calm, fault);
    int growth = 0;
    for (int i = 0; i < with.size(); i++) {
      growth = Math.max(growth, with.get(i).desired() - without.get(i).desired());
    }
    return growth;
  }

  private static List<Series.Point> during(Series series, Fault fault) {
    return series.points().stream()
        .filter(point -> point.seconds() * 1000 >= fault.at())
        .filter(point -> point.seconds() * 1000 <= fault.at() + fault.length())
        .toList();
  }
}
