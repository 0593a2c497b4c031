package io.jitsioperator.plan.wiring;

/**
 * Whether a shard lets a pool in. Unknown is not denied: a pool that is attached stays attached,
 * one that is not waits.
 */
public enum Grant {
  GRANTED(Certainty.GRANTED),

  /** There is no such shard. */
  SHARD_ABSENT(Certainty.DENIED),

  /** The shard does not let in the namespace of the pool. */
  NAMESPACE_NOT_GRANTED(Certainty.DENIED),

  /** It depends on the labels of the pool's namespace, and the operator may not read them. */
  LABELS_FORBIDDEN(Certainty.UNKNOWN),

  /** It depends on the labels of the pool's namespace, which have not been seen yet. */
  LABELS_NOT_SEEN(Certainty.UNKNOWN),

  /** The shard would lie in a namespace that the operator does not watch. */
  NOT_WATCHED(Certainty.UNKNOWN),

  /** The shard could not be read just now. */
  NOT_READ(Certainty.UNKNOWN),

  /** The shard says it in a word that this version does not know. */
  NOT_UNDERSTOOD(Certainty.UNKNOWN);

  private enum Certainty {
    GRANTED,
    DENIED,
    UNKNOWN
  }

  private final Certainty certainty;

  Grant(Certainty certainty) {
    this.certainty = certainty;
  }

  public boolean isGranted() {
    return certainty == Certainty.GRANTED;
  }

  public boolean isDenied() {
    return certainty == Certainty.DENIED;
  }

  public boolean isUnknown() {
    return certainty == Certainty.UNKNOWN;
  }
}
