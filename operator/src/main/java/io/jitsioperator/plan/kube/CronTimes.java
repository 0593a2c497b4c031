package io.jitsioperator.plan.kube;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Recurring times, as users write them: an expression of Unix cron and a time zone. */
public sealed interface CronTimes {

  /** The expression and the zone can be used. */
  record Usable(ExecutionTime times, ZoneId zone) implements CronTimes {

    /** The first of them after that moment; empty if there is none any more. */
    public Optional<Instant> after(Instant then) {
      return times.nextExecution(ZonedDateTime.ofInstant(then, zone)).map(ZonedDateTime::toInstant);
    }
  }

  /**
   * They cannot.
   *
   * @param why a sentence
   */
  record Unusable(String why) implements CronTimes {}

  /**
   * Reads both.
   *
   * @param cron five fields; a day must fit one of the two day fields if both are restricted
   * @param path where cron stands in the resource, such as {@code spec.updates.window.cron}
   * @param zonePath where the zone stands
   */
  static CronTimes of(String cron, String path, String zone, String zonePath) {
    try {
      var unix = CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX);
      var times = ExecutionTime.forCron(new CronParser(unix).parse(cron).validate());
      return new Usable(times, ZoneId.of(zone));
    } catch (DateTimeException e) {
      return new Unusable("%s %s is no time zone that is known here.".formatted(zonePath, zone));
    } catch (IllegalArgumentException e) {
      return new Unusable(
          "%s %s cannot be read: %s.".formatted(path, cron, reason(e.getMessage())));
    }
  }

  /** Without the words that say only that there is an error, and without a full stop. */
  private static String reason(@Nullable String message) {
    return message == null
        ? "it is no cron expression"
        : message.replaceFirst("^Failed to parse cron expression[.] ", "").replaceAll("[.]+$", "");
  }
}
