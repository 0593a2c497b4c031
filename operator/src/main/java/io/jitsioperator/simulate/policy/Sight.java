package io.jitsioperator.simulate.policy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What can be seen of a pool at one moment.
 *
 * @param now the time
 * @param bridges those that have not ended, oldest first
 */
public record Sight(Instant now, List<Seen> bridges) {

  public Sight {
    bridges = List.copyOf(bridges);
  }

  /**
   * One bridge.
   *
   * @param name of its pod
   * @param node on which it runs; empty while it has none
   * @param sharesNode whether other bridges may run on that node and no CPU limit parts them, so
   *     that its stress is the node's
   * @param stage how far it is
   * @param created when its pod was made
   * @param ready since when it serves; empty before
   * @param report what it said last; empty if it has not spoken yet
   * @param silent whether it has missed its last reports
   * @param cpu processor time that its container uses now, as a part of what it requests; what the
   *     metrics of Kubernetes say
   */
  public record Seen(
      String name,
      Optional<String> node,
      boolean sharesNode,
      Stage stage,
      Instant created,
      Optional<Instant> ready,
      Optional<Report> report,
      boolean silent,
      double cpu) {}

  /** How far a bridge is. */
  public enum Stage {
    /** No node has taken it yet. */
    PENDING,
    /** It starts on its node. */
    STARTING,
    /** It serves. */
    ACTIVE,
    /** It has been told to leave. */
    LEAVING
  }

  /**
   * What a bridge says every 5 s; its stress is sampled every 10 s.
   *
   * @param at when it said so
   * @param stress 0 or more, 1 = at its limit
   * @param participants on it, 0 or more
   * @param conferences on it, 0 or more
   */
  public record Report(Instant at, double stress, int participants, int conferences) {}
}
