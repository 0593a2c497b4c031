package io.jitsioperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the operator finds the size of a pool by its load. */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(value = Rules.MIN_MAX, message = Rules.MIN_MAX_MESSAGE)
public record Autoscaling(
    @Default("1")
        @Min(1)
        @Max(1000)
        @JsonPropertyDescription(
            """
            Fewest bridges, 1 to 1000. With 1, nobody can meet for the minute in which a bridge that \
            broke is replaced. Default: 1.""")
        int minReplicas,
    @Required
        @Min(1)
        @Max(1000)
        @JsonPropertyDescription(
            """
            Most bridges that serve or start, 1 to 1000. Bridges that wait for their calls to end \
            come on top. If the load asks for more, condition ScalingLimited says so. Required.""")
        int maxReplicas,
    @Default(Autoscaling.TARGET)
        @Min(0.1)
        @Max(1)
        @JsonPropertyDescription(
            "Mean stress of the bridges that the operator aims at, 0.1 to 1, where 1 is what a"
                + " bridge itself calls full. Lower costs more bridges and leaves more room for what"
                + " nobody foresees. Default: "
                + Autoscaling.TARGET
                + ".")
        double targetStress,
    @Default("0.8")
        @Min(0.1)
        @Max(2)
        @JsonPropertyDescription(
            """
            Stress from which on a single bridge counts as overloaded, 0.1 to 2: then the pool gets \
            one more, because people in a call stay where they are. Default: 0.8, from which on \
            Jicofo avoids a bridge.""")
        double overloadStress,
    @Default("{\"percent\":10}")
        @JsonPropertyDescription(
            "Room that is kept free on top of what the load needs. Default: 10 percent of the load.")
        Headroom headroom,
    @Default("{}")
        @JsonPropertyDescription(
            "How fast the pool may grow and shrink, in the words of the HorizontalPodAutoscaler.")
        Behavior behavior,
    @Size(max = 16)
        @JsonPropertyDescription(
            """
            Times at which the pool has at least so many bridges, whatever its load. They are \
            floors, never ceilings. At most 16. Default: none.""")
        List<Schedule> schedules,
    @Default("Active")
        @Pattern("^(Active|Recommend)$")
        @JsonPropertyDescription(
            """
            Active (the default): the operator sets the size. Recommend: it changes nothing, \
            spec.replicas holds, and status.recommended and status.decisions say what it would do.""")
        String mode) {

  public static final String RECOMMEND = "Recommend";

  /** Measured: docs/scaling.md shows cost and overload for other values. */
  static final String TARGET = "0.6";

  public Autoscaling {
    schedules = schedules == null ? List.of() : List.copyOf(schedules);
  }

  /** It changes nothing. */
  public boolean recommends() {
    return RECOMMEND.equals(mode);
  }

  /** Exactly one of three words for the room that is kept free. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @ValidationRule(value = Rules.HEADROOM, message = Rules.HEADROOM_MESSAGE)
  public record Headroom(
      @Min(0) @Max(1000) @JsonPropertyDescription("So many bridges, 0 to 1000.")
          @Nullable Integer bridges,
      @Min(0)
          @Max(100000)
          @JsonPropertyDescription(
              "Room for so many participants, 0 to 100000, by the stress that a participant causes"
                  + " in this pool (status.stressPerParticipant).")
          @Nullable Integer participants,
      @Min(0) @Max(500) @JsonPropertyDescription("So much more than the load, 0 to 500 percent.")
          @Nullable Integer percent) {}

  /** How fast. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Behavior(
      @Default("{}")
          @JsonPropertyDescription("Growing. Default: at once, as far as the load asks for.")
          ScaleUp scaleUp,
      @Default("{}")
          @JsonPropertyDescription(
              "Shrinking. Default: to the most that any moment of the last ten minutes asked for, by"
                  + " 10 % or one bridge a minute.")
          ScaleDown scaleDown) {}

  /** How fast it grows. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record ScaleUp(
      @Default("0")
          @Min(0)
          @Max(3600)
          @JsonPropertyDescription(
              "The pool grows to the least that any moment of so many seconds asked for, 0 to 3600."
                  + " Default: 0.")
          int stabilizationWindowSeconds,
      @Size(max = 8)
          @JsonPropertyDescription("Limits of growth; none means at once. Default: none.")
          List<Policy> policies,
      @Default("Max")
          @Pattern("^(Max|Min|Disabled)$")
          @JsonPropertyDescription(
              "Which of several policies holds: Max (the default), the one that allows most; Min, the"
                  + " one that allows least; Disabled: the pool never grows.")
          String selectPolicy) {

    public ScaleUp {
      policies = policies == null ? List.of() : List.copyOf(policies);
    }
  }

  /** How fast it shrinks. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record ScaleDown(
      @Default("600")
          @Min(0)
          @Max(3600)
          @JsonPropertyDescription(
              """
              The pool shrinks to the most that any moment of so many seconds asked for, and only if \
              all bridges reported throughout: 0 to 3600. Default: 600.""")
          int stabilizationWindowSeconds,
      @Default(
              "[{\"type\":\"Percent\",\"value\":10,\"periodSeconds\":60},"
                  + "{\"type\":\"Pods\",\"value\":1,\"periodSeconds\":60}]")
          @Size(max = 8)
          @JsonPropertyDescription(
              "Limits of shrinking; an empty list means none. Default: 10 % or one bridge a minute,"
                  + " whichever is more.")
          List<Policy> policies,
      @Default("Max")
          @Pattern("^(Max|Min|Disabled)$")
          @JsonPropertyDescription(
              "Which of several policies holds: Max (the default), the one that allows most; Min, the"
                  + " one that allows least; Disabled: the pool never shrinks.")
          String selectPolicy) {

    public ScaleDown {
      policies = policies == null ? List.of() : List.copyOf(policies);
    }
  }

  /** So much in that time. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Policy(
      @Required
          @Pattern("^(Pods|Percent)$")
          @JsonPropertyDescription(
              "Pods: so many bridges. Percent: so much of the size that the pool had at the beginning"
                  + " of the period. Required.")
          String type,
      @Required @Min(1) @Max(1000) @JsonPropertyDescription("How much, 1 to 1000. Required.")
          int value,
      @Required
          @Min(1)
          @Max(1800)
          @JsonPropertyDescription("In so many seconds, 1 to 1800. Required.")
          int periodSeconds) {}

  /** A floor at recurring times. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Schedule(
      @Required
          @Size(min = 9, max = 100)
          @ValidationRule(value = Rules.CRON, message = Rules.SCHEDULE_MESSAGE)
          @JsonPropertyDescription(
              """
              When it begins: a Unix cron expression of five fields (minute, hour, day of month, \
              month, day of week), such as "0 8 * * 1-5" for working days at 8:00. One that cannot be \
              used is reported in the condition ScalingActive, and until then the pool does not \
              shrink. Required.""")
          String schedule,
      @Default("UTC")
          @Size(min = 1, max = 64)
          @Pattern("^[A-Za-z][-+_/0-9A-Za-z]*$")
          @JsonPropertyDescription(
              "Time zone of schedule, by its name in the IANA database, such as Europe/Berlin."
                  + " Default: UTC.")
          String timeZone,
      @Required
          @ValidationRule(value = Rules.DURATION, message = Rules.SCHEDULE_DURATION_MESSAGE)
          @Size(min = 2, max = 5)
          @JsonPropertyDescription(
              """
              How long it lasts from each beginning. One number and a unit: m (minutes), h (hours) or \
              d (24 hours), 1 to 9999, such as 90m or 10h. After it the pool shrinks as \
              behavior.scaleDown allows, not at once. Required.""")
          String duration,
      @Required
          @Min(1)
          @Max(1000)
          @JsonPropertyDescription(
              "Fewest bridges meanwhile, 1 to 1000; maxReplicas is still the most. Required.")
          int minReplicas,
      @Default("15m")
          @ValidationRule(value = Rules.PATIENCE, message = Rules.RAMP_MESSAGE)
          @Size(min = 2, max = 5)
          @JsonPropertyDescription(
              """
              How long before each beginning the pool starts to grow, evenly, so that the bridges \
              serve when they are needed and not all images are pulled at once. One number and a \
              unit, s, m, h or d. Default: 15m.""")
          String rampUp) {}
}
