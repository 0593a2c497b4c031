package io.jitsioperator.benchmarks.sizing;

import io.jitsioperator.benchmarks.sizing.FaultTrials.FaultTrial;
import io.jitsioperator.simulate.run.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The figures to reach. "Less" is meant with 95 % confidence by the differences seed by seed: two
 * settings whose difference may be chance are equal.
 */
final class Verdicts {

  private static final Set<String> STEADY = Set.of("diurnal", "top-of-the-hour", "week");
  private static final double MOST_OVERLOAD = 0.001;
  private static final double MOST_COST = 1.45;

  private final List<Batch> batches;
  private final List<FaultTrial> faults;

  Verdicts(List<Batch> batches, List<FaultTrial> faults) {
    this.batches = batches;
    this.faults = faults;
  }

  /** All of them; none if ours did not take part. */
  List<Verdict> all() {
    List<Verdict> all = new ArrayList<>();
    Map<String, List<Batch>> byLoad =
        batches.stream()
            .collect(Collectors.groupingBy(Batch::load, TreeMap::new, Collectors.toList()));
    byLoad.forEach(
        (load, there) ->
            there.stream()
                .filter(each -> each.ours() && each.usual())
                .forEach(ours -> load(ours, there, all)));
    List<Batch> ours = batches.stream().filter(Batch::ours).toList();
    if (!ours.isEmpty()) {
      all.add(cutOff(ours));
    }
    faults(all);
    return all;
  }

  private static void load(Batch ours, List<Batch> there, List<Verdict> all) {
    List<Batch> rivals = there.stream().filter(Batch::rival).toList();
    List<Batch> better = rivals.stream().filter(each -> each.dominates(ours)).toList();
    List<Batch> equal =
        rivals.stream().filter(each -> !better.contains(each) && each.edges(ours)).toList();
    all.add(
        new Verdict(
            better.isEmpty(),
            "%s: no setting of a rival costs less and overloads less: %s; in one less and in the other not surely more: %s"
                .formatted(ours.load(), words(better), words(equal))));
    List<Batch> unbeaten =
        rivals.stream()
            .filter(Batch::usual)
            .filter(each -> !ours.beats(each, Trial::cost))
            .filter(each -> !ours.beats(each, Trial::overload))
            .toList();
    all.add(
        new Verdict(
            unbeaten.isEmpty(),
            "%s: ours costs less or overloads less than the usual setting of every rival: %s"
                .formatted(
                    ours.load(), unbeaten.isEmpty() ? "so it is" : "not than " + words(unbeaten))));
    if (STEADY.contains(ours.load())) {
      all.add(steady(ours, there));
    }
  }

  private static Verdict steady(Batch ours, List<Batch> there) {
    String floor =
        there.stream()
            .filter(Batch::floor)
            .map(each -> each.interval(Trial::overload).times(100).words(3))
            .collect(Collectors.joining());
    Interval overload = ours.interval(Trial::overload);
    Interval cost = ours.interval(Trial::cost);
    return new Verdict(
        overload.mean() <= MOST_OVERLOAD && cost.mean() <= MOST_COST,
        String.format(
            Locale.ROOT,
            "%s: overload at most 0.1 %% at 1.45 times the bound or less: %s %% at %s%s",
            ours.load(),
            overload.times(100).words(3),
            cost.words(2),
            floor.isEmpty() ? "" : "; without any shortage it is " + floor + " %"));
  }

  private static String words(List<Batch> batches) {
    return batches.isEmpty()
        ? "none"
        : batches.stream().map(Batch::words).collect(Collectors.joining(", "));
  }

  private static Verdict cutOff(List<Batch> ours) {
    long runs = ours.stream().mapToLong(each -> each.trials().size()).sum();
    long cut =
        ours.stream()
            .flatMap(each -> each.trials().stream())
            .mapToLong(each -> each.result().cutOff())
            .sum();
    return new Verdict(
        cut == 0, "ours cuts nobody off on any load: %d people in %d runs".formatted(cut, runs));
  }

  private void faults(List<Verdict> all) {
    List<FaultTrial> ours =
        faults.stream().filter(each -> each.trial().policy().equals(Batch.OURS)).toList();
    if (ours.isEmpty()) {
      return;
    }
    long cut = ours.stream().mapToLong(each -> each.trial().result().cutOff()).sum();
    all.add(
        new Verdict(
            cut == 0,
            "ours cuts nobody off in any fault: %d people in %d runs".formatted(cut, ours.size())));
    int shrinks =
        ours.stream()
            .filter(each -> each.fault() == Fault.Kind.METRICS_GAP)
            .mapToInt(FaultTrial::shrinks)
            .sum();
    all.add(
        new Verdict(
            shrinks == 0, "ours does not shrink in a metrics gap: %d times".formatted(shrinks)));
    int growth =
        ours.stream()
            .filter(each -> each.fault() == Fault.Kind.NOISY_NEIGHBOUR)
            .mapToInt(FaultTrial::growth)
            .max()
            .orElse(0);
    all.add(
        new Verdict(
            growth <= 1,
            "ours grows by one at most when a neighbour is noisy: by %d".formatted(growth)));
  }
}
