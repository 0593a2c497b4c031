package io.jitsioperator.world;

import java.time.Instant;
import java.util.Optional;

/**
 * The API server did not let a Service have that port of the nodes.
 *
 * @param port which
 * @param range that the cluster has for such ports, if the port lies outside of it; empty = the
 *     port is in use
 * @param until when that is believed
 */
public record PortRefusal(int port, Optional<Range> range, Instant until) {

  /** Both ends included. */
  public record Range(int from, int to) {

    public boolean holds(int port) {
      return from <= port && port <= to;
    }
  }

  /** Whether it speaks against that port, too. */
  public boolean concerns(int other) {
    return range.map(r -> !r.holds(other)).orElse(port == other);
  }
}
