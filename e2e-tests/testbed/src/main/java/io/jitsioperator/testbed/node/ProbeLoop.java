package io.jitsioperator.testbed.node;

import io.fabric8.kubernetes.api.model.Probe;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Repeats one probe with the timings of its specification until it is closed. */
final class ProbeLoop implements AutoCloseable {

  private final Prober prober;
  private final Probe probe;
  private final BiConsumer<Boolean, String> verdict;
  private final Thread thread;

  /**
   * Starts at once.
   *
   * @param verdict gets true when {@code successThreshold} attempts in a row succeeded, false and
   *     the last message when {@code failureThreshold} in a row failed; again at every further
   *     attempt of the same outcome
   */
  ProbeLoop(String name, Prober prober, Probe probe, BiConsumer<Boolean, String> verdict) {
    this.prober = prober;
    this.probe = probe;
    this.verdict = verdict;
    this.thread = Thread.ofVirtual().name(name).start(this::run);
  }

  private void run() {
    int successes = 0;
    int failures = 0;
    try {
      Thread.sleep(Duration.ofSeconds(orElse(probe.getInitialDelaySeconds(), 0)));
      while (true) {
        Optional<String> trouble = prober.attempt(probe);
        successes = trouble.isEmpty() ? successes + 1 : 0;
        failures = trouble.isEmpty() ? 0 : failures + 1;
        if (successes >= orElse(probe.getSuccessThreshold(), 1)) {
          verdict.accept(true, "");
        } else if (failures >= orElse(probe.getFailureThreshold(), 3)) {
          verdict.accept(false, trouble.orElse(""));
        }
        Thread.sleep(Duration.ofSeconds(orElse(probe.getPeriodSeconds(), 10)));
      }
    } catch (InterruptedException closed) {
      // The container has ended.
    }
  }

  private static int orElse(@Nullable Integer value, int standard) {
    return Objects.requireNonNullElse(value, standard);
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
