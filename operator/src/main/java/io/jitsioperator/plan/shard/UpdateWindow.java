package io.jitsioperator.plan.shard;

import io.jitsioperator.api.v1alpha1.Updates;
import io.jitsioperator.plan.kube.CronTimes;
import io.jitsioperator.plan.kube.TimeWord;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The times at which a restart may happen. */
sealed interface UpdateWindow {

  /**
   * The first moment, from that one on, at which the window is open: that one itself, if it is;
   * empty if the window never opens again.
   */
  Optional<Instant> firstOpen(Instant from);

  /** Nobody asked for a window. */
  record Always() implements UpdateWindow {
    @Override
    public Optional<Instant> firstOpen(Instant from) {
      return Optional.of(from);
    }
  }

  /** It opens at those times, and stays open for that long. */
  record Recurring(CronTimes.Usable starts, Duration length) implements UpdateWindow {
    @Override
    public Optional<Instant> firstOpen(Instant from) {
      return starts.after(from.minus(length)).map(start -> start.isAfter(from) ? start : from);
    }
  }

  /**
   * The user's words make no window. Until they do, none is open: a typo ends no call.
   *
   * @param why a sentence
   */
  record Unusable(String why) implements UpdateWindow {
    @Override
    public Optional<Instant> firstOpen(Instant from) {
      return Optional.empty();
    }
  }

  /** Reads what the user asks for. */
  static UpdateWindow of(Updates.@Nullable Window asked, Instant now) {
    if (asked == null) {
      return new Always();
    }
    var starts =
        CronTimes.of(
            asked.cron(),
            "spec.updates.window.cron",
            asked.timeZone(),
            "spec.updates.window.timeZone");
    return switch (starts) {
      case CronTimes.Unusable(String why) -> new Unusable(why);
      case CronTimes.Usable usable -> recurring(usable, asked, now);
    };
  }

  private static UpdateWindow recurring(
      CronTimes.Usable starts, Updates.Window asked, Instant now) {
    var window = new Recurring(starts, TimeWord.of(asked.duration()));
    return window.firstOpen(now).isPresent()
        ? window
        : new Unusable("spec.updates.window.cron " + asked.cron() + " names no day that exists.");
  }
}
