package io.jitsioperator.simulate.load;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what somebody has recorded: {@code seconds,conference,participants}. */
public final class Trace {

  private static final String HEADER = "seconds,conference,participants";

  /** So that numbers of rows and times stay far from any limit. */
  private static final double LONGEST = 366 * 86_400d;

  private static final int MOST = 100_000;

  private final String file;
  private final List<Row> rows = new ArrayList<>();
  private final Map<String, Integer> conferences = new HashMap<>();

  private record Row(long at, int conference, int people) {}

  private Trace(String file) {
    this.file = file;
  }

  /**
   * Reads a file.
   *
   * @param file with a header and at least one row, sorted by time; from that second on that
   *     conference has that many participants, and 0 ends it
   * @param seed of what each conference costs
   * @throws TraceError if it cannot be used
   */
  public static Load read(Path file, long seed) throws TraceError {
    try {
      return parse(file.toString(), Files.readAllLines(file), seed);
    } catch (NoSuchFileException e) {
      throw new TraceError(file.toString(), "there is no such file.");
    } catch (MalformedInputException e) {
      throw new TraceError(file.toString(), "this is no text in UTF-8.");
    } catch (IOException e) {
      throw new TraceError(file.toString(), "it cannot be read (" + e.getMessage() + ").");
    }
  }

  /**
   * The same from its lines.
   *
   * @param file its name, for messages
   */
  public static Load parse(String file, List<String> lines, long seed) throws TraceError {
    var trace = new Trace(file);
    trace.header(lines);
    for (int i = 1; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        trace.row(lines.get(i), i + 1);
      }
    }
    return trace.load(seed);
  }

  private void header(List<String> lines) throws TraceError {
    if (lines.isEmpty()) {
      throw new TraceError(file, "it is empty; the first line should be " + HEADER + ".");
    }
    String first = lines.getFirst().strip().replace("\uFEFF", "");
    if (!first.equals(HEADER)) {
      throw new TraceError(
          file, 1, "the header is \"" + first + "\", but should be " + HEADER + ".");
    }
  }

  private void row(String text, int line) throws TraceError {
    String[] columns = text.split(",", -1);
    if (columns.length != 3) {
      throw new TraceError(
          file, line, "it has " + columns.length + " columns, but should have 3: " + HEADER + ".");
    }
    double seconds = number(columns[0], "seconds", LONGEST, line);
    long at = Math.round(seconds * Meetings.SECOND);
    if (!rows.isEmpty() && at < rows.getLast().at()) {
      throw new TraceError(
          file,
          line,
          "its time "
              + columns[0].strip()
              + " is before that of the row above; sort the rows by"
              + " seconds.");
    }
    String conference = columns[1].strip();
    if (conference.isEmpty()) {
      throw new TraceError(file, line, "the conference has no name; give it any that is its own.");
    }
    double people = number(columns[2], "participants", MOST, line);
    if (people != Math.rint(people)) {
      throw new TraceError(
          file, line, "participants is " + columns[2].strip() + ", but should be a whole number.");
    }
    int known = conferences.size();
    rows.add(new Row(at, conferences.computeIfAbsent(conference, c -> known), (int) people));
  }

  private double number(String text, String column, double most, int line) throws TraceError {
    double number;
    try {
      number = Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      throw new TraceError(
          file, line, column + " is \"" + text.strip() + "\", but should be a number.");
    }
    if (!(number >= 0 && number <= most)) {
      throw new TraceError(
          file,
          line,
          "%s is %s, but should be between 0 and %.0f.".formatted(column, text.strip(), most));
    }
    return number;
  }

  private Load load(long seed) throws TraceError {
    if (rows.isEmpty()) {
      throw new TraceError(file, "it has a header, but no rows; there is nothing to replay.");
    }
    var columns =
        new Load.Rows(
            rows.stream().mapToLong(Row::at).toArray(),
            rows.stream().mapToInt(Row::conference).toArray(),
            rows.stream().mapToInt(Row::people).toArray());
    long end = rows.getLast().at() + Meetings.MINUTE;
    return new Load(file, end, columns, conferences.size(), seed);
  }
}
