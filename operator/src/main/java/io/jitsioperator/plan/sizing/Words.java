package io.jitsioperator.plan.sizing;

import io.jitsioperator.api.v1alpha1.Autoscaling;
import java.util.Locale;

/** A decision in a sentence with the numbers from which it follows. */
public final class Words {

  private Words() {}

  /** That. */
  public static String of(Autoscaling asked, Outcome outcome) {
    var in = outcome.inputs();
    return switch (outcome.decision().why()) {
      case SCHEDULE ->
          "the schedule %s asks for at least %d. %s"
              .formatted(in.floors().schedule().orElse(""), in.floors().replicas(), load(in));
      case MINIMUM -> "minReplicas is %d. %s".formatted(asked.minReplicas(), load(in));
      case MAXIMUM -> "maxReplicas is %d. %s".formatted(asked.maxReplicas(), load(in));
      case LESS_LOAD ->
          "no moment of the last %d s needed more than that, within the limits of scaleDown. %s"
              .formatted(asked.behavior().scaleDown().stabilizationWindowSeconds(), load(in));
      case OVERLOADED ->
          "the stress of one is %s, so one more than the load needs. %s"
              .formatted(number(in.load().hottest()), sum(asked, in));
      case LOAD, RISING -> sum(asked, in);
      case ENOUGH, NOT_SURE, METRICS_MISSING -> load(in);
    };
  }

  private static String load(Inputs in) {
    return "Load %s (%d participants; %d of %d bridges heard)."
        .formatted(
            number(in.load().up()),
            in.load().participants(),
            in.load().heard(),
            in.load().serving());
  }

  private static String sum(Autoscaling asked, Inputs in) {
    return "%s In %d s, when a new one serves, it will be %s: that, %s, at %s each, needs %d."
        .formatted(
            load(in),
            in.leadTime().toSeconds(),
            number(in.need().expected()),
            headroom(asked.headroom()),
            number(asked.targetStress()),
            in.need().toGrow());
  }

  private static String headroom(Autoscaling.Headroom room) {
    if (room.participants() != null) {
      return "and room for %d participants".formatted(room.participants());
    }
    return room.percent() != null
        ? "and %d %%".formatted(room.percent())
        : "and %d to spare".formatted(room.bridges() == null ? 0 : room.bridges());
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
