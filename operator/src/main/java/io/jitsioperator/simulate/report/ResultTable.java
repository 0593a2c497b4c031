package io.jitsioperator.simulate.report;

import io.jitsioperator.simulate.run.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Results for people: a line a policy. */
public final class ResultTable {

  private static final List<String> HEADER =
      List.of(
          "policy",
          "overload",
          "overload min",
          "people min",
          "late joins",
          "cut off",
          "moves",
          "bridge h",
          "x bound",
          "node h",
          "bound h",
          "flaps");

  private ResultTable() {}

  /**
   * The lines, the header first. {@code overload} is the part of all minutes of people, {@code x
   * bound} how many times the fluid bound the bridges cost.
   */
  public static List<String> lines(List<Result> results) {
    var rows = new ArrayList<List<String>>();
    rows.add(HEADER);
    results.forEach(result -> rows.add(row(result)));
    var widths = new int[HEADER.size()];
    for (var row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static List<String> row(Result result) {
    double overload = part(result.overloadParticipantMinutes(), result.participantMinutes());
    return List.of(
        result.policy(),
        text("%.3f %%", 100 * overload),
        text("%.1f", result.overloadParticipantMinutes()),
        text("%.0f", result.participantMinutes()),
        text("%d", result.lateJoins()),
        text("%d", result.cutOff()),
        text("%d", result.moves()),
        text("%.2f", result.bridgeHours()),
        text("%.2f", part(result.bridgeHours(), result.fluidBridgeHours())),
        text("%.2f", result.nodeHours()),
        text("%.2f", result.fluidBridgeHours()),
        text("%d", result.flaps()));
  }

  private static double part(double some, double all) {
    return all == 0 ? 0 : some / all;
  }

  private static String text(String format, Object value) {
    return String.format(Locale.ROOT, format, value);
  }

  /** Names to the left, numbers to the right. */
  private static String line(List<String> row, int[] widths) {
    var line = new StringBuilder(text("%-" + widths[0] + "s", row.getFirst()));
    for (int i = 1; i < widths.length; i++) {
      line.append("  ").append(" ".repeat(widths[i] - row.get(i).length())).append(row.get(i));
    }
    return line.toString();
  }
}
