package io.jitsioperator.simulate;

/**
 * A videobridge as Jicofo knows it when it looks for one.
 *
 * @param jid its occupant JID in the brewery
 * @param version full version, with the release after a dash if there is one
 * @param region empty if it tells none
 * @param relayId empty if it cannot be connected with others
 * @param operational whether its health checks and the allocations on it have not failed lately
 * @param draining whether it would rather get nobody
 * @param graceful whether it takes no new conferences
 * @param shuttingDown whether it ends in a moment
 * @param stress corrected stress, 0 or more; 1 is what the bridge itself calls full
 */
public record BridgeState(
    String jid,
    String version,
    String region,
    String relayId,
    boolean operational,
    boolean draining,
    boolean graceful,
    boolean shuttingDown,
    double stress) {

  /**
   * Stress as Jicofo reckons with it: what the bridge told, and those who came since and are not in
   * it yet (Jicofo's {@code participant-rampup-interval}, 20 s).
   *
   * @param told by the bridge
   * @param recent participants who were put there in the last 20 s
   * @param each stress of a participant, by the bridge's own guess
   */
  public static double corrected(double told, int recent, double each) {
    return told + recent * each;
  }
}
