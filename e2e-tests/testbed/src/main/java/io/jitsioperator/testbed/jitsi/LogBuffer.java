package io.jitsioperator.testbed.jitsi;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** The last lines that a container printed. */
final class LogBuffer {

  /** Enough for the evidence of a failed test, little enough for hundreds of containers. */
  private static final int LINES = 400;

  private final Deque<String> lines = new ArrayDeque<>();

  synchronized void add(String line) {
    if (lines.size() == LINES) {
      lines.removeFirst();
    }
    lines.addLast(line);
  }

  synchronized String text() {
    return String.join("\n", lines);
  }

  /** Reads a process' output to its end on a thread of its own. */
  void follow(InputStream output) {
    Thread.ofVirtual().start(() -> drain(output));
  }

  /** Reads a process' output to its end. */
  void drain(InputStream output) {
    try (var reader = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        add(line);
      }
    } catch (IOException processGone) {
      add("(output ended: " + processGone.getMessage() + ")");
    }
  }
}
