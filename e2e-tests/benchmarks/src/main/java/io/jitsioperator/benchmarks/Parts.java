package io.jitsioperator.benchmarks;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a measurement has started; the last one ends first, and none is kept by another's failure.
 */
final class Parts implements AutoCloseable {

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final Progress progress;

  Parts(Progress progress) {
    this.progress = progress;
  }

  <T extends AutoCloseable> T keep(T part) {
    started.push(part);
    return part;
  }

  @Override
  public void close() {
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) {
        progress.say("closing: %s", e);
      }
    }
  }
}
