package io.jitsioperator.plan.sizing;

import io.jitsioperator.api.v1alpha1.Autoscaling;

/**
 * How many bridges the load needs, whatever the user allows.
 *
 * @param toGrow for growing
 * @param toShrink for shrinking: never less than that
 * @param expected the load when a new bridge serves
 * @param why in a word
 */
public record Need(int toGrow, int toShrink, double expected, Decision.Why why) {

  /** Numbers such as 3.0000000001 are 3. */
  static final double ROUNDING = 1e-9;

  static Need of(Rules rules, Load load, double expected, double perParticipant) {
    var overloaded = load.hottest() >= rules.overload();
    int more = overloaded ? 1 : 0;
    int now = bridges(rules, load.up(), perParticipant);
    int then = bridges(rules, expected, perParticipant);
    int careful = bridges(rules, Math.max(expected, load.down()), perParticipant);
    var why =
        then > now ? Decision.Why.RISING : overloaded ? Decision.Why.OVERLOADED : Decision.Why.LOAD;
    return new Need(then + more, careful + more, expected, why);
  }

  private static int bridges(Rules rules, double load, double perParticipant) {
    return (int) Math.ceil(withHeadroom(rules, load, perParticipant) - ROUNDING);
  }

  private static double withHeadroom(Rules rules, double load, double perParticipant) {
    Autoscaling.Headroom room = rules.headroom();
    if (room.participants() != null) {
      return (load + room.participants() * perParticipant) / rules.target();
    }
    if (room.percent() != null) {
      return load * (1 + room.percent() / 100.0) / rules.target();
    }
    return load / rules.target() + (room.bridges() == null ? 0 : room.bridges());
  }
}
