package io.jitsioperator.world;

import java.time.Instant;

/**
 * What the API server says of one node.
 *
 * @param unschedulable cordoned: somebody wants it to be empty
 * @param outOfService tainted {@code node.kubernetes.io/out-of-service}: a person vouches that it
 *     is off
 * @param ready its condition Ready is True; neither False nor Unknown is
 * @param lease its heartbeat; read only while it is not ready
 */
public record NodeReport(
    boolean unschedulable, boolean outOfService, boolean ready, Lookup<Heartbeat> lease) {

  /**
   * The node's Lease, watched by our own clock: that of the node may be any other.
   *
   * @param unchangedSince since when we have seen it with its present time of renewal
   * @param at when it was last read
   */
  public record Heartbeat(Instant unchangedSince, Instant at) {}
}
