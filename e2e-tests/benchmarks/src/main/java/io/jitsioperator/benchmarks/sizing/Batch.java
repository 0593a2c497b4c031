package io.jitsioperator.benchmarks.sizing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * All runs of one setting on one load.
 *
 * @param trials by seed, in the same order for every setting
 */
record Batch(List<Trial> trials) {

  /** What ours is called. */
  static final String OURS = "operator";

  /** What the runs without any shortage are called: not a policy, but what none can avoid. */
  static final String FLOOR = "no shortage";

  Batch {
    trials = List.copyOf(trials);
  }

  /** Batches in the order in which their first trials come. */
  static List<Batch> of(List<Trial> trials) {
    Map<List<String>, List<Trial>> found = new LinkedHashMap<>();
    for (Trial each : trials) {
      List<String> key = List.of(each.load(), each.policy(), each.setting());
      found.computeIfAbsent(key, any -> new ArrayList<>()).add(each);
    }
    return found.values().stream().map(Batch::new).toList();
  }

  String load() {
    return trials.getFirst().load();
  }

  String policy() {
    return trials.getFirst().policy();
  }

  String setting() {
    return trials.getFirst().setting();
  }

  boolean usual() {
    return trials.getFirst().usual();
  }

  boolean floor() {
    return policy().equals(FLOOR);
  }

  boolean rival() {
    return !ours() && !floor();
  }

  boolean ours() {
    return policy().equals(OURS);
  }

  Interval interval(ToDoubleFunction<Trial> figure) {
    return Interval.of(trials.stream().mapToDouble(figure).boxed().toList());
  }

  /**
   * By how much a figure is greater here than there, seed by seed: the same people came to both, so
   * that what chance did to both does not count.
   */
  Interval minus(Batch other, ToDoubleFunction<Trial> figure) {
    List<Double> differences = new ArrayList<>();
    for (int i = 0; i < trials.size(); i++) {
      Trial one = trials.get(i);
      Trial its = other.trials.get(i);
      if (one.seed() != its.seed()) {
        throw new IllegalArgumentException("Seeds %d and %d".formatted(one.seed(), its.seed()));
      }
      differences.add(figure.applyAsDouble(one) - figure.applyAsDouble(its));
    }
    return Interval.of(differences);
  }

  /** Whether a figure, of which less is better, is less here with 95 % confidence. */
  boolean beats(Batch other, ToDoubleFunction<Trial> figure) {
    return minus(other, figure).below();
  }

  /** Less cost and less overload. */
  boolean dominates(Batch other) {
    return beats(other, Trial::cost) && beats(other, Trial::overload);
  }

  /** Less of one, and of the other not surely more. */
  boolean edges(Batch other) {
    Interval cost = minus(other, Trial::cost);
    Interval overload = minus(other, Trial::overload);
    return cost.below() && !overload.above() || overload.below() && !cost.above();
  }

  /** For sentences. */
  String words() {
    return policy() + " (" + setting() + ")";
  }
}
