package io.jitsioperator.plan.shard;

import io.jitsioperator.api.v1alpha1.Updates;
import io.jitsioperator.plan.kube.TimeWord;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a changed configuration may restart what runs.
 *
 * @param immediately conferences count for nothing
 * @param deadline after which they count for nothing
 * @param window in which restarts must lie, if conferences count
 */
record Schedule(boolean immediately, Duration deadline, UpdateWindow window) {

  static Schedule of(Updates updates, Instant now) {
    return new Schedule(
        updates.policy().equals("Immediately"),
        TimeWord.of(updates.deadline()),
        UpdateWindow.of(updates.window(), now));
  }

  /** When a shard without conferences may be restarted next: now, if it may be now. */
  Optional<Instant> whenIdle(Instant now) {
    return immediately ? Optional.of(now) : window.firstOpen(now);
  }

  /**
   * When a component is restarted at the latest, whatever runs: at the deadline if the window is
   * open then, else when it opens next. No call is ended outside the window. Empty = never, because
   * the window never opens.
   *
   * @param since when the configuration changed
   */
  Optional<Instant> atTheLatest(Instant since, Instant now) {
    if (immediately) {
      return Optional.of(since.isBefore(now) ? since : now);
    }
    var due = since.plus(deadline);
    return window.firstOpen(due.isBefore(now) ? now : due);
  }
}
