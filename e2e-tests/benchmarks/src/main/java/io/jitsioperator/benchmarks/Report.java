package io.jitsioperator.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows as a file for machines and as a table for people. */
record Report(List<Row> rows) {

  private static final List<String> HEAD =
      List.of("", "value", "unit", "baseline", "ratio", "target", "met", "");

  Report {
    rows = List.copyOf(rows);
  }

  /**
   * Writes one JSON object a line. Rows of other names that the file has stay: of a run that
   * measured another part, or of the scenarios.
   */
  void write(Path file) throws IOException {
    ObjectMapper json = new ObjectMapper();
    Set<String> names = rows.stream().map(Row::name).collect(Collectors.toSet());
    List<String> lines = new ArrayList<>();
    for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
      if (!names.contains(json.readTree(line).path("name").asText())) {
        lines.add(line);
      }
    }
    for (Row row : rows) {
      lines.add(json.writeValueAsString(row));
    }
    Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
    Files.write(file, lines);
  }

  /** The table, with a line for each row. */
  String table() {
    List<List<String>> cells = new ArrayList<>(List.of(HEAD));
    rows.forEach(row -> cells.add(cells(row)));
    int[] widths = new int[HEAD.size()];
    for (List<String> line : cells) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> line : cells) {
      StringBuilder out = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        boolean number = i == 1 || i >= 3 && i <= 5;
        String width = "%" + (number ? "" : "-") + Math.max(1, widths[i]) + "s  ";
        out.append(String.format(width, line.get(i)));
      }
      text.append(out.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static List<String> cells(Row row) {
    return List.of(
        row.name(),
        number(row.value()),
        row.unit(),
        number(row.baseline()),
        number(row.ratio()),
        row.target() == null ? "" : "≤ " + number(row.target()),
        row.met() == null ? "" : row.met() ? "yes" : "MISSED",
        row.note());
  }

  private static String number(@Nullable Double number) {
    if (number == null) {
      return "";
    }
    boolean whole = number == Math.rint(number);
    return String.format(Locale.ROOT, whole ? "%.0f" : number < 10 ? "%.2f" : "%.1f", number);
  }
}
