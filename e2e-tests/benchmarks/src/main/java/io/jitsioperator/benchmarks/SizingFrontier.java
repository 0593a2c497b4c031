package io.jitsioperator.benchmarks;

import io.jitsioperator.benchmarks.sizing.Frontier;
import io.jitsioperator.benchmarks.sizing.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How good our sizing is, in the simulator, beside what people use today. */
record SizingFrontier(Path folder, Progress progress) implements Measurement {

  private static final List<String> STEADY = List.of("diurnal", "top-of-the-hour", "week");

  @Override
  public List<Row> rows() throws IOException, InterruptedException {
    List<Row> rows = new ArrayList<>();
    Scope scope = Scope.fromProperties();
    var frontier = new Frontier(scope, folder, sentence -> progress.say("%s", sentence));
    for (Frontier.Figure each : frontier.run()) {
      String name = "sizing: " + each.load() + ": ";
      boolean steady = STEADY.contains(each.load());
      String overload = name + "overload";
      String cost = name + "bridge-hours";
      String note = "of participant-minutes";
      rows.add(
          steady
              ? Row.atMost(0.1, overload, each.overload(), "%", note)
              : Row.of(overload, each.overload(), "%", note));
      rows.add(
          steady
              ? Row.atMost(1.45, cost, each.cost(), "x bound", "")
              : Row.of(cost, each.cost(), "x bound", ""));
      rows.add(Row.atMost(0, name + "cut off", each.cutOff(), "people", ""));
    }
    return rows;
  }
}
