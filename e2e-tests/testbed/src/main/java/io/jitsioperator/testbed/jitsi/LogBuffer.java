package io.jitsioperator.testbed.jitsi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The last lines that a container printed: what we say ourselves, then what its processes wrote.
 */
final class LogBuffer {

  /** Enough for the evidence of a failed test, little enough for hundreds of containers. */
  private static final int LINES = 400;

  private final Deque<String> lines = new ArrayDeque<>();
  private final Consumer<String> console;
  private @Nullable Path output;

  LogBuffer(Consumer<String> console) {
    this(null, console);
  }

  /**
   * With processes.
   *
   * @param output file that they append to; it may be missing
   * @param console gets each line that we say ourselves
   */
  LogBuffer(@Nullable Path output, Consumer<String> console) {
    this.output = output;
    this.console = console;
  }

  synchronized void add(String line) {
    console.accept(line);
    keep(line);
  }

  private void keep(String line) {
    if (lines.size() == LINES) {
      lines.removeFirst();
    }
    lines.addLast(line);
  }

  synchronized String text() {
    String own = String.join("\n", lines);
    return output == null ? own : own + "\n" + tail(output);
  }

  /** Keeps the end of the file, which is about to be removed. */
  synchronized void keep() {
    if (output != null) {
      tail(output).lines().forEach(this::keep);
      output = null;
    }
  }

  private static String tail(Path file) {
    if (!Files.exists(file)) {
      return "";
    }
    try {
      var all = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
      return String.join("\n", all.subList(Math.max(0, all.size() - LINES), all.size()));
    } catch (IOException e) {
      return "(output unreadable: " + e + ")";
    }
  }
}
