package io.jitsioperator.testbed.jitsi;

import java.time.Duration;

/** What can be wrong with a simulated bridge, on demand. */
public sealed interface JvbFault {

  /**
   * The process hangs: REST accepts connections and answers none, no presence is sent, the XMPP
   * connection stays open. Its last presence is shown to everybody who comes. A crash ends it.
   */
  record Hang() implements JvbFault {}

  /**
   * {@code /colibri/drain/enable} has no effect.
   *
   * @param status of the answer; 200 is a promise that is not kept
   */
  record RefuseDrain(int status) implements JvbFault {}

  /** It tells this stress, whatever it has; a hundred percent is 1. */
  record StressLie(double level) implements JvbFault {}

  /** XMPP connections break and none can be made; REST and calls go on. */
  record LostXmpp() implements JvbFault {}

  /** Every REST answer comes this much later. */
  record SlowRest(Duration by) implements JvbFault {}

  /** Its clock is ahead by this much, or behind when it is negative. */
  record SkewedClock(Duration by) implements JvbFault {}

  /** Its health checks fail from the next one on, with this reason. */
  record Unhealthy(String reason) implements JvbFault {}
}
