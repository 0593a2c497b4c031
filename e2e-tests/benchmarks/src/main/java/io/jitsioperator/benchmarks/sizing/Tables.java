package io.jitsioperator.benchmarks.sizing;

import io.jitsioperator.benchmarks.sizing.FaultTrials.FaultTrial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What came out, as Markdown. */
final class Tables {

  private static final List<String> FIGURES =
      List.of(
          "overload %",
          "late joins",
          "cut off",
          "moves",
          "bridge-hours / bound",
          "node-hours / bound",
          "flaps a day");

  private Tables() {}

  /** The usual setting of each policy: overload and cost on each load. */
  static String summary(List<Batch> batches) {
    List<String> loads = batches.stream().map(Batch::load).distinct().toList();
    Map<String, List<String>> rows = new LinkedHashMap<>();
    for (Batch each : batches) {
      if (each.usual()) {
        rows.computeIfAbsent(each.words(), any -> new ArrayList<>())
            .add(
                "%s at %s"
                    .formatted(
                        new Interval(each.interval(Trial::overload).mean() * 100, 0).words(2),
                        new Interval(each.interval(Trial::cost).mean(), 0).words(2)));
      }
    }
    StringBuilder text = new StringBuilder(head("overload % at times the bound", loads));
    rows.forEach((name, cells) -> text.append(row(name, cells)));
    return text.toString();
  }

  /** Every setting, a table for each load. */
  static String all(List<Batch> batches) {
    StringBuilder text = new StringBuilder();
    Map<String, List<Batch>> byLoad =
        batches.stream()
            .collect(Collectors.groupingBy(Batch::load, LinkedHashMap::new, Collectors.toList()));
    byLoad.forEach(
        (load, there) -> {
          text.append("\n### ").append(load).append("\n\n").append(head("", FIGURES));
          there.forEach(
              each -> text.append(row(each.usual() ? bold(each.words()) : each.words(), of(each))));
        });
    return text.toString();
  }

  private static List<String> of(Batch batch) {
    return List.of(
        batch.interval(Trial::overload).times(100).words(3),
        batch.interval(trial -> trial.result().lateJoins()).words(1),
        batch.interval(trial -> trial.result().cutOff()).words(1),
        batch.interval(trial -> trial.result().moves()).words(1),
        batch.interval(Trial::cost).words(3),
        batch.interval(Trial::nodeCost).words(3),
        batch.interval(Trial::flaps).words(1));
  }

  /** People cut off by each fault, all runs together. */
  static String faults(List<FaultTrial> trials) {
    List<String> policies = trials.stream().map(each -> each.trial().policy()).distinct().toList();
    StringBuilder text = new StringBuilder(head("people cut off", policies));
    Map<String, List<FaultTrial>> byFault =
        trials.stream()
            .collect(
                Collectors.groupingBy(
                    each -> each.fault().word(), LinkedHashMap::new, Collectors.toList()));
    byFault.forEach(
        (fault, there) ->
            text.append(row(fault, policies.stream().map(policy -> cut(there, policy)).toList())));
    return text.toString();
  }

  private static String cut(List<FaultTrial> trials, String policy) {
    return Long.toString(
        trials.stream()
            .filter(each -> each.trial().policy().equals(policy))
            .mapToLong(each -> each.trial().result().cutOff())
            .sum());
  }

  private static String bold(String words) {
    return "**" + words + "**";
  }

  private static String head(String corner, List<String> columns) {
    return row(corner, columns) + row("---", columns.stream().map(any -> "---:").toList());
  }

  private static String row(String name, List<String> cells) {
    return "| " + name + " | " + String.join(" | ", cells) + " |\n";
  }
}
