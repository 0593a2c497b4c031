package io.jitsioperator.intent;

import io.jitsioperator.world.ObjectRef;

/**
 * An object that shall be deleted, exactly the one with this UID.
 *
 * @param ref which
 * @param uid precondition of the delete
 * @param manner how
 * @param proof what must be confirmed directly before
 * @param notice told once it is deleted, and only then
 */
public record Removal(ObjectRef ref, String uid, Manner manner, Proof proof, Notice notice) {

  /** An orderly removal that is told by its kind. */
  public Removal(ObjectRef ref, String uid, Proof proof, String why) {
    this(ref, uid, Manner.ORDERLY, proof, deleted(ref, why));
  }

  /** The usual event. */
  public static Notice deleted(ObjectRef ref, String why) {
    return new Notice(Notice.Type.NORMAL, "Deleted" + ref.kind(), why);
  }

  /** Why, a sentence. */
  public String why() {
    return notice.message();
  }

  /** How an object goes. */
  public enum Manner {
    /** With its own grace period, and all that it owns. */
    ORDERLY,
    /** What it owns stays (a StatefulSet that is made anew keeps its pod). */
    ORPHANING,
    /**
     * With a grace period of 30 s: what it runs is told to end, and ended if it does not. Only when
     * the user has said that it may end whatever is on it.
     */
    BRIEF,
    /**
     * With a grace period of 0: the API server forgets the pod without waiting for its kubelet.
     * Only for a pod of which it is known that its processes are gone.
     */
    FORCED
  }

  /**
   * What must be true at the last moment before the delete; otherwise it is not done and planned
   * anew.
   */
  public sealed interface Proof {

    /** Nothing: it holds no call, or its calls are to end. */
    record None() implements Proof {}

    /** The Jicofo in that pod still says {@code conferences: 0} when asked once more. */
    record StillIdle(String jicofoPodUid) implements Proof {}

    /** The API server itself says that there is no pod of that name. */
    record PodGone(ObjectRef pod) implements Proof {}
  }
}
