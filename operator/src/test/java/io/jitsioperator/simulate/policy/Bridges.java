package io.jitsioperator.simulate.policy;

import io.jitsioperator.simulate.policy.Sight.Report;
import io.jitsioperator.simulate.policy.Sight.Seen;
import io.jitsioperator.simulate.policy.Sight.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Bridges as a policy sees them, at a time that a test sets. */
final class Bridges {

  static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

  private final List<Seen> all = new ArrayList<>();
  private final Instant now;

  /** So many seconds after the start; all were ready an hour before it. */
  Bridges(long seconds) {
    this.now = START.plusSeconds(seconds);
  }

  /** Serve, and say so. */
  Bridges active(int count, double stress) {
    return active(count, stress, stress, 7);
  }

  Bridges active(int count, double stress, double cpu, int participants) {
    for (int i = 0; i < count; i++) {
      Report report = new Report(now, stress, participants, participants > 0 ? 1 : 0);
      add(Stage.ACTIVE, Optional.of(START.minusSeconds(3600)), Optional.of(report), false, cpu);
    }
    return this;
  }

  /** Serve, and have not said anything for a while. */
  Bridges silent(int count, double stress) {
    for (int i = 0; i < count; i++) {
      Report report = new Report(now.minusSeconds(60), stress, 7, 1);
      add(Stage.ACTIVE, Optional.of(START.minusSeconds(3600)), Optional.of(report), true, stress);
    }
    return this;
  }

  /** Serve since a moment ago. */
  Bridges fresh(int count, Duration age, double cpu) {
    for (int i = 0; i < count; i++) {
      Report report = new Report(now, cpu, 0, 0);
      add(Stage.ACTIVE, Optional.of(now.minus(age)), Optional.of(report), false, cpu);
    }
    return this;
  }

  /** Do not serve yet. */
  Bridges coming(Stage stage, int count) {
    for (int i = 0; i < count; i++) {
      add(stage, Optional.empty(), Optional.empty(), false, 0);
    }
    return this;
  }

  /** Have been told to go, with people on them. */
  Bridges leaving(int count, double stress) {
    for (int i = 0; i < count; i++) {
      Report report = new Report(now, stress, 7, 1);
      add(Stage.LEAVING, Optional.of(START.minusSeconds(3600)), Optional.of(report), false, stress);
    }
    return this;
  }

  private void add(
      Stage stage, Optional<Instant> ready, Optional<Report> report, boolean silent, double cpu) {
    Instant created = ready.orElse(START).minusSeconds(30);
    all.add(
        new Seen(
            "jvb-" + all.size(),
            Optional.of("n"),
            false,
            stage,
            created,
            ready,
            report,
            silent,
            cpu));
  }

  Sight sight() {
    return new Sight(now, all);
  }
}
