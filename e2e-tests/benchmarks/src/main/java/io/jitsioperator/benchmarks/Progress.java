package io.jitsioperator.benchmarks;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;

/**
 * Says what happens, a line each with the time since the start: the same in a terminal and in a
 * log.
 */
final class Progress {

  private final PrintStream out;
  private final Instant start = Instant.now();

  Progress(PrintStream out) {
    this.out = out;
  }

  void say(String format, Object... arguments) {
    double seconds = Duration.between(start, Instant.now()).toMillis() / 1000.0;
    out.printf("[%6.1f s] %s%n", seconds, format.formatted(arguments));
    out.flush();
  }
}
