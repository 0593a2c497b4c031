package io.jitsioperator.plan.pool;

import java.util.Arrays;
import java.util.Optional;

/** Why a member of a pool leaves. */
public enum Leave {
  /** The pool has too many. The only reason that can be taken back. */
  SCALE_DOWN("ScaleDown"),
  /** Release or settings have changed. */
  UPDATE("Update"),
  /** Its node is cordoned. */
  NODE("Node"),
  /**
   * Its node is about to be taken away. It leaves at once: waiting for a replacement saves nobody.
   */
  NODE_GOING("NodeGoing"),
  /** A person annotated the pod. */
  REQUESTED("Requested"),
  /** It does not work. */
  BROKEN("Broken"),
  /** No node has its port free; one with another port finds a node. */
  NO_PORT("NoPort"),
  /** The whole pool goes. */
  POOL_DELETED("PoolDeleted");

  private final String word;

  Leave(String word) {
    this.word = word;
  }

  /** As it stands in status and annotations. */
  public String word() {
    return word;
  }

  /** The reason of that word; empty if this version knows none. */
  public static Optional<Leave> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
  }

  /** Whether the pool is put right by it, not changed. */
  public boolean mends() {
    return this == BROKEN || this == NO_PORT;
  }

  /** Whether a new one must serve before it goes. */
  boolean wantsReplacement() {
    return this != SCALE_DOWN && this != NODE_GOING && this != POOL_DELETED;
  }
}
