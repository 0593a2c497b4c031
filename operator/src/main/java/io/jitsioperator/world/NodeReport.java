package io.jitsioperator.world;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the API server says of one node.
 *
 * @param unschedulable cordoned: somebody wants it to be empty
 * @param outOfService tainted {@code node.kubernetes.io/out-of-service}: a person vouches that it
 *     is off
 * @param ready its condition Ready is True; neither False nor Unknown is
 * @param lease its heartbeat; read only while it is not ready
 * @param externalAddresses under which the world outside the cluster reaches it; may be empty
 * @param going the taint by which somebody says that it is about to be taken away
 */
public record NodeReport(
    boolean unschedulable,
    boolean outOfService,
    boolean ready,
    Lookup<Heartbeat> lease,
    List<String> externalAddresses,
    Optional<String> going) {

  public NodeReport {
    externalAddresses = List.copyOf(externalAddresses);
  }

  /** One that stays. */
  public NodeReport(
      boolean unschedulable,
      boolean outOfService,
      boolean ready,
      Lookup<Heartbeat> lease,
      List<String> externalAddresses) {
    this(unschedulable, outOfService, ready, lease, externalAddresses, Optional.empty());
  }

  /** One without an external address. */
  public NodeReport(
      boolean unschedulable, boolean outOfService, boolean ready, Lookup<Heartbeat> lease) {
    this(unschedulable, outOfService, ready, lease, List.of());
  }

  /**
   * The node's Lease, watched by our own clock: that of the node may be any other.
   *
   * @param unchangedSince since when we have seen it with its present time of renewal
   * @param at when it was last read
   */
  public record Heartbeat(Instant unchangedSince, Instant at) {}
}
