package io.jitsioperator.benchmarks.sizing;

import io.jitsioperator.simulate.load.Load;
import io.jitsioperator.simulate.load.Loads;
import io.jitsioperator.simulate.policy.FixedPeak;
import io.jitsioperator.simulate.policy.Setting;
import io.jitsioperator.simulate.run.Outcome;
import io.jitsioperator.simulate.run.Result;
import io.jitsioperator.simulate.run.Simulation;
import io.jitsioperator.simulate.run.Terrain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Runs every setting on every load with every seed, on all processors; the order of what comes out
 * does not depend on who is ready first.
 */
final class Trials {

  private static final int PLENTY_TIMES_PEAK = 8;

  private static final double DAY = Duration.ofDays(1).toMillis();

  private final Scope scope;
  private final Consumer<String> progress;

  Trials(Scope scope, Consumer<String> progress) {
    this.scope = scope;
    this.progress = progress;
  }

  /** All of them, load by load and setting by setting. */
  List<Trial> run(Function<Loads, List<Setting>> contestants) throws InterruptedException {
    List<Trial> all = new ArrayList<>();
    try (ExecutorService pool = pool()) {
      for (Loads load : scope.loads()) {
        List<Setting> settings = contestants.apply(load);
        int runs = settings.size() + 1;
        long begin = System.nanoTime();
        List<Callable<List<Trial>>> tasks = new ArrayList<>();
        for (long seed : scope.seeds()) {
          tasks.add(() -> oneSeed(load, seed, settings));
        }
        List<List<Trial>> bySeed = get(pool, tasks);
        for (int i = 0; i < runs; i++) {
          for (List<Trial> each : bySeed) {
            all.add(each.get(i));
          }
        }
        progress.accept(
            "%s: %d runs in %.1f s"
                .formatted(load.word(), runs * tasks.size(), (System.nanoTime() - begin) / 1e9));
      }
    }
    return all;
  }

  static ExecutorService pool() {
    return Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
  }

  /** What tasks found, in their order. */
  static <T> List<T> get(ExecutorService pool, List<Callable<T>> tasks)
      throws InterruptedException {
    List<T> found = new ArrayList<>();
    for (Future<T> each : pool.invokeAll(tasks)) {
      try {
        found.add(each.get());
      } catch (ExecutionException e) {
        throw new IllegalStateException("A run failed", e.getCause());
      }
    }
    return found;
  }

  /** The same people come to all. */
  private List<Trial> oneSeed(Loads kind, long seed, List<Setting> settings) {
    Load load = kind.draw(seed, scope.bridges());
    Setting.Ground ground = new Setting.Ground(scope.limits(), peak(load));
    Terrain terrain = Terrain.warm(seed, scope.limits().min());
    List<Trial> trials = new ArrayList<>();
    for (Setting setting : settings) {
      Outcome outcome = Simulation.run(load, () -> setting.on(ground), terrain, List.of());
      trials.add(trial(load, setting, seed, outcome));
    }
    trials.add(floor(load, seed, trials.getFirst().result().fluidBridgeHours()));
    return trials;
  }

  /**
   * The same people, with far more bridges than they need from the start: what is overloaded then
   * is so by the choice of bridges, and no sizing can avoid it.
   */
  private Trial floor(Load load, long seed, double fluidHours) {
    int plenty = PLENTY_TIMES_PEAK * scope.bridges();
    Setting setting =
        new Setting(
            Batch.FLOOR,
            PLENTY_TIMES_PEAK + " × peak from the start",
            true,
            any -> new FixedPeak(plenty));
    Outcome outcome =
        Simulation.run(load, () -> new FixedPeak(plenty), Terrain.warm(seed, plenty), List.of());
    Result its = outcome.result();
    Result result =
        new Result(
            Batch.FLOOR,
            its.overloadParticipantMinutes(),
            its.participantMinutes(),
            its.lateJoins(),
            its.cutOff(),
            its.moves(),
            its.bridgeHours(),
            its.nodeHours(),
            fluidHours,
            its.flaps());
    return trial(load, setting, seed, new Outcome(result, outcome.series(), outcome.people()));
  }

  static Trial trial(Load load, Setting setting, long seed, Outcome outcome) {
    return new Trial(
        load.name(),
        setting.policy(),
        setting.words(),
        setting.usual(),
        seed,
        load.end() / DAY,
        outcome.result());
  }

  /** How many bridges the worst moment needs at least: the highest point of the fluid bound. */
  static int peak(Load load) {
    long[] shares = new long[load.conferences()];
    long sum = 0;
    long most = 0;
    for (int row = 0; row < load.size(); row++) {
      int conference = load.conference(row);
      int people = load.people(row);
      long share = people * load.cost(conference, people);
      sum += share - shares[conference];
      shares[conference] = share;
      most = Math.max(most, sum);
    }
    return Math.max(1, (int) Math.ceil(most * Load.UNIT / 0.8));
  }
}
