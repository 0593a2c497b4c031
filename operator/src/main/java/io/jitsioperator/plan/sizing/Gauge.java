package io.jitsioperator.plan.sizing;

import java.time.Instant;
import java.util.Optional;

/**
 * What is seen of one bridge.
 *
 * @param name of its pod
 * @param stage how far it is
 * @param created when its pod was made
 * @param stress that it reports, ≥ 0, 1 = full; empty = unknown
 * @param participants that it reports, ≥ 0; empty = unknown
 * @param sharedNode its node, if no CPU limit parts it from its neighbours there: its stress is
 *     then the node's
 */
public record Gauge(
    String name,
    Stage stage,
    Instant created,
    Optional<Double> stress,
    Optional<Integer> participants,
    Optional<String> sharedNode) {

  /** How far a bridge is. */
  public enum Stage {
    /** Made, and does not serve yet. */
    STARTING,
    /** It serves. */
    ACTIVE,
    /** It should serve, and is not heard. */
    SILENT,
    /** It leaves, and whoever is on it will need another: in their next call, if not in this. */
    LEAVING
  }

  /** The same before it serves. */
  Gauge starting() {
    return new Gauge(name, Stage.STARTING, created, stress, participants, sharedNode);
  }

  /** It counts for the size of the pool. */
  public boolean counts() {
    return stage == Stage.STARTING || serves();
  }

  /** People may be on it. */
  boolean bears() {
    return stage != Stage.STARTING;
  }

  /** It serves, or should. */
  boolean serves() {
    return stage == Stage.ACTIVE || stage == Stage.SILENT;
  }

  /** It says what the size hangs on. */
  boolean reports() {
    return stress.isPresent() && stage != Stage.SILENT;
  }
}
