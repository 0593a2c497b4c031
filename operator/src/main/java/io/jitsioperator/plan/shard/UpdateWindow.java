package io.jitsioperator.plan.shard;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import io.jitsioperator.api.v1alpha1.Updates;
import io.jitsioperator.plan.kube.TimeWord;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
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

  /** It opens at the times of an expression, and stays open for that long. */
  record Recurring(ExecutionTime starts, ZoneId zone, Duration length) implements UpdateWindow {
    @Override
    public Optional<Instant> firstOpen(Instant from) {
      return startAfter(from.minus(length)).map(start -> start.isAfter(from) ? start : from);
    }

    private Optional<Instant> startAfter(Instant then) {
      return starts
          .nextExecution(ZonedDateTime.ofInstant(then, zone))
          .map(ZonedDateTime::toInstant);
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
    try {
      // Cron of Unix: five fields; a day must fit one of the two day fields if both are restricted.
      var unix = CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX);
      var starts = ExecutionTime.forCron(new CronParser(unix).parse(asked.cron()).validate());
      var window =
          new Recurring(starts, ZoneId.of(asked.timeZone()), TimeWord.of(asked.duration()));
      return window.firstOpen(now).isPresent()
          ? window
          : new Unusable("spec.updates.window.cron " + asked.cron() + " names no day that exists.");
    } catch (DateTimeException e) {
      return new Unusable(
          "spec.updates.window.timeZone %s is no time zone that is known here."
              .formatted(asked.timeZone()));
    } catch (IllegalArgumentException e) {
      return new Unusable(
          "spec.updates.window.cron %s cannot be read: %s."
              .formatted(asked.cron(), reason(e.getMessage())));
    }
  }

  /** Without the words that say only that there is an error, and without a full stop. */
  private static String reason(@Nullable String message) {
    return message == null
        ? "it is no cron expression"
        : message.replaceFirst("^Failed to parse cron expression[.] ", "").replaceAll("[.]+$", "");
  }
}
