package io.jitsioperator.plan.pool;

import java.util.Optional;

/**
 * One pod of a pool, as far as its size depends on it.
 *
 * @param name of the pod
 * @param stage how far it is
 * @param reason why it leaves, or why it should; empty = it should stay
 * @param revocable whether a leave that has begun can still be taken back
 * @param load how many people are on it; empty = unknown, which counts as more than any number
 * @param stress how near it is to its limit; 1 = at it; empty = unknown
 * @param place where it is: those of one place share its fate
 * @param stuck no node takes it
 * @param held it should leave, but not yet: its replacement serves first, and goes on serving
 */
public record Member(
    String name,
    Stage stage,
    Optional<Leave> reason,
    boolean revocable,
    Optional<Integer> load,
    Optional<Double> stress,
    Optional<String> place,
    boolean stuck,
    boolean held) {

  /** How far it is. */
  public enum Stage {
    /** Made, and does not serve yet. */
    STARTING,
    /** It serves. */
    ACTIVE,
    /** It should serve, and does not, or nobody knows. Its people may still be on it. */
    MISSING,
    /** It has been told to leave. */
    LEAVING
  }

  /** It counts for the size of the pool. */
  boolean counts() {
    return stage != Stage.LEAVING;
  }

  boolean isActive() {
    return stage == Stage.ACTIVE;
  }

  /** It counts, but should leave and be replaced. */
  boolean shouldLeave() {
    return counts() && reason.isPresent();
  }

  /** It is on its way, and somebody else takes its place. */
  boolean isBeingReplaced() {
    return stage == Stage.LEAVING && reason.filter(Leave::wantsReplacement).isPresent();
  }
}
