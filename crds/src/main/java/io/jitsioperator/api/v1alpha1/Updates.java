package io.jitsioperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** When a change may restart what holds calls: Prosody, the brewery Prosody and Jicofo. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Updates(
    @Default("WhenIdle")
        @Pattern("^(WhenIdle|Immediately)$")
        @JsonPropertyDescription(
            """
            WhenIdle (the default): a component with a changed configuration restarts when no \
            conference runs, inside the window if there is one, or at the deadline. Immediately: it \
            restarts at once, and running conferences end; deadline and window do not count. A \
            component whose process is down is restarted at once with either. web rolls by itself \
            and follows none of this.""")
        String policy,
    @Default("24h")
        @ValidationRule(value = Rules.DURATION, message = Rules.DEADLINE_MESSAGE)
        @Size(min = 2, max = 5)
        @JsonPropertyDescription(
            """
            Longest time that a change waits, from the last change of what that component shall be. \
            When it has passed, the component restarts and the calls that still run END. One number \
            and a unit: m (minutes), h (hours) or d (24 hours), 1 to 9999, such as 90m, 24h, 7d. \
            With a window, a deadline that passes outside it counts from the next start of the \
            window: no call ends outside. It does not count for the drain of a node, which waits. \
            Default: 24h.""")
        String deadline,
    @JsonPropertyDescription(
            """
            The only times at which restarts may happen, those that wait for idleness as well as \
            those of the deadline. Exempt: a component whose process is down, policy Immediately, \
            and an idle shard whose node is drained. Default: absent, which means at any time.""")
        @Nullable Window window) {

  /** Recurring times. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Window(
      @Required
          @Size(min = 9, max = 100)
          @ValidationRule(value = Rules.CRON, message = Rules.CRON_MESSAGE)
          @JsonPropertyDescription(
              """
              When the window opens: a Unix cron expression of five fields (minute, hour, day of \
              month, month, day of week), such as "0 2 * * 6" for Saturdays at 2:00. If both days \
              are restricted, either of them is enough. An expression that cannot be used is \
              reported in the condition UpdatePending, and nothing restarts because of it. \
              Required.""")
          String cron,
      @Default("UTC")
          @Size(min = 1, max = 64)
          @Pattern("^[A-Za-z][-+_/0-9A-Za-z]*$")
          @JsonPropertyDescription(
              """
              Time zone of cron, by its name in the IANA database, such as Europe/Berlin. At the \
              change to summer time, a start in the hour that does not exist is left out that day; \
              at the change back, a window that opens once a day opens in the first of the two equal \
              hours. Default: UTC.""")
          String timeZone,
      @Required
          @ValidationRule(value = Rules.DURATION, message = Rules.WINDOW_DURATION_MESSAGE)
          @Size(min = 2, max = 5)
          @JsonPropertyDescription(
              """
              How long the window stays open after each start. One number and a unit: m (minutes), \
              h (hours) or d (24 hours), 1 to 9999, such as 90m or 2h. Required.""")
          String duration) {}
}
