package io.jitsioperator.testbed.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Tells the story: a line a step, with its time; in a terminal the running step moves, elsewhere
 * lines are only added.
 */
final class Screen {

  private static final String[] WHEEL = {"⠋", "⠙", "⠸", "⠴", "⠦", "⠇"};

  private final PrintStream out;
  private final boolean terminal;
  private final List<String> done = new ArrayList<>();

  Screen(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** A headline between groups of steps. */
  void chapter(String text) {
    out.println();
    out.println(terminal ? "\033[1m" + text + "\033[0m" : "== " + text);
  }

  /** Explains what is about to be seen. */
  void say(String text) {
    text.lines().forEach(line -> out.println("    " + line));
  }

  /** Output of a command, as the user would see it. */
  void show(String command, String output) {
    out.println("    " + (terminal ? "\033[2m$ " + command + "\033[0m" : "$ " + command));
    output.lines().forEach(line -> out.println("      " + line));
  }

  /** Runs one step to its end; what it throws ends the story. */
  <T> T step(String what, Callable<T> action) throws Exception {
    Instant start = Instant.now();
    Thread wheel = terminal ? Thread.ofVirtual().start(() -> turn(what)) : null;
    try {
      if (wheel == null) {
        out.println("  ... " + what);
      }
      T result = action.call();
      end(wheel, "✓", what, start);
      done.add(what);
      return result;
    } catch (Exception e) {
      end(wheel, "✗", what, start);
      throw e;
    }
  }

  /** What came true, and how long all of it took. */
  void summary(Instant start) {
    chapter(
        "All %d steps came true in %d s"
            .formatted(done.size(), Duration.between(start, Instant.now()).toSeconds()));
  }

  /** What went wrong. */
  void failed(Exception e) {
    chapter("Failed after %d steps".formatted(done.size()));
    say(e.getMessage() == null ? e.toString() : e.getMessage());
  }

  private void end(
      @org.jspecify.annotations.Nullable Thread wheel, String mark, String what, Instant start)
      throws InterruptedException {
    if (wheel != null) {
      wheel.interrupt();
      wheel.join();
    }
    double seconds = Duration.between(start, Instant.now()).toMillis() / 1000.0;
    out.printf("%s  %s %s (%.1f s)%n", terminal ? "\r\033[K" : "", mark, what, seconds);
    out.flush();
  }

  private void turn(String what) {
    try {
      for (int i = 0; ; i++) {
        out.print("\r\033[K  " + WHEEL[i % WHEEL.length] + " " + what);
        out.flush();
        Thread.sleep(120);
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }
}
