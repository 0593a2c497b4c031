package io.jitsioperator.testbed.jitsi;

import java.util.Map;

/**
 * How far a bridge is on its way to its end. Every step leads onward: nothing undoes a request.
 *
 * <p>What the steps are was seen of real bridges: contracts §3.3.
 *
 * @param phase where it is
 * @param polite whether anybody has asked for the end that waits for calls
 */
record JvbEnding(Phase phase, boolean polite) {

  /** Where a bridge can be. */
  enum Phase {
    /** Nobody has asked for its end. */
    SERVING,
    /** No conference begins here, those that are there go on. */
    EMPTYING,
    /** It goes in a moment, calls or not; until then it refuses nothing. */
    LEAVING
  }

  /** A bridge that was just started. */
  static final JvbEnding NONE = new JvbEnding(Phase.SERVING, false);

  /** After a request, which may wait for calls or not. */
  JvbEnding asked(boolean politely) {
    return switch (phase) {
      case LEAVING -> this;
      case EMPTYING -> politely ? this : leaving();
      case SERVING -> politely ? new JvbEnding(Phase.EMPTYING, true) : leaving();
    };
  }

  /** After a look at how many local endpoints are left; so few do not keep it. */
  JvbEnding seeing(int endpoints, int few) {
    return phase == Phase.EMPTYING && endpoints <= few ? leaving() : this;
  }

  /** After its patience with calls is over. */
  JvbEnding impatient() {
    return phase == Phase.EMPTYING ? leaving() : this;
  }

  private JvbEnding leaving() {
    return new JvbEnding(Phase.LEAVING, polite);
  }

  /** Its part of the statistics. */
  Map<String, Object> stats() {
    return Map.of("graceful_shutdown", polite, "shutting_down", phase == Phase.LEAVING);
  }
}
