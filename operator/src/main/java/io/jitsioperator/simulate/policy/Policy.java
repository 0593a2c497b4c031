package io.jitsioperator.simulate.policy;

import java.time.Duration;

/**
 * Decides how many bridges there are, from what such a program sees. One object serves one run, for
 * it may remember.
 */
public interface Policy {

  /** Its name in tables; {@code operator} is ours. */
  String name();

  /** How often it looks. */
  Duration period();

  /**
   * What it wants now.
   *
   * @param sight what it sees
   */
  Wish decide(Sight sight);

  /**
   * What a policy wants.
   *
   * @param size how many bridges shall serve or start, 0 or more
   * @param removal how those that are too many go
   */
  record Wish(int size, Removal removal) {}

  /** How bridges go that are too many. */
  sealed interface Removal {

    /**
     * As a Deployment does it: the victim is chosen without a look at its calls (the youngest
     * first), is gone from every count at once, and ends after its grace period, calls or not.
     *
     * @param grace until it is killed
     */
    record Blind(Duration grace) implements Removal {}

    /** The one with the fewest participants; it takes no new conferences and ends when empty. */
    record Emptiest() implements Removal {}

    /** Only one on which nobody is, at once; if there is none, nothing goes. */
    record OnlyEmpty() implements Removal {}

    /** As the operator does it: {@code plan.pool} chooses, drains, takes back and moves. */
    record Planned() implements Removal {}
  }
}
