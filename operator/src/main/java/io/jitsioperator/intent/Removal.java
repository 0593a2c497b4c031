package io.jitsioperator.intent;

import io.jitsioperator.world.ObjectRef;

/**
 * An object that shall be deleted, exactly the one with this UID.
 *
 * @param ref which
 * @param uid precondition of the delete
 * @param orphan whether what it owns stays (a StatefulSet that is made anew keeps its pod)
 * @param proof what must be confirmed directly before
 * @param why for the event, a sentence
 */
public record Removal(ObjectRef ref, String uid, boolean orphan, Proof proof, String why) {

  /**
   * What must be true at the last moment before the delete; otherwise it is not done and planned
   * anew.
   */
  public sealed interface Proof {

    /** Nothing runs in it that could be lost. */
    record None() implements Proof {}

    /** The Jicofo in that pod still says {@code conferences: 0} when asked once more. */
    record StillIdle(String jicofoPodUid) implements Proof {}
  }
}
