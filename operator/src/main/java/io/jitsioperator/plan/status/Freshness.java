package io.jitsioperator.plan.status;

import io.jitsioperator.settings.Settings;
import java.time.Duration;
import java.time.Instant;

/** Whether what a process of Jitsi said still tells of the present. */
public final class Freshness {

  /** Answers that are older than so many poll intervals say nothing of the present. */
  private static final int STALE_AFTER_POLLS = 3;

  /** Nor does a pause of ours make them stale, such as one of the machine below us. */
  private static final Duration NEVER_STALE_BEFORE = Duration.ofSeconds(10);

  private Freshness() {}

  /** Whether an answer of that time does. */
  public static boolean isFresh(Instant at, Instant now, Settings settings) {
    var polls = Duration.ofMillis(settings.pollInterval().toMillis() * STALE_AFTER_POLLS);
    var age = polls.compareTo(NEVER_STALE_BEFORE) < 0 ? NEVER_STALE_BEFORE : polls;
    return !at.isBefore(now.minus(age));
  }
}
