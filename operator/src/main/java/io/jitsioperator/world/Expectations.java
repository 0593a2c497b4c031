package io.jitsioperator.world;

import java.time.Instant;
import java.util.List;

/**
 * What we have just done and the caches may not show yet. A stale cache must neither make us do it
 * twice nor undo it.
 *
 * @param applied objects that we wrote
 * @param removed objects that we deleted
 */
public record Expectations(List<Applied> applied, List<Removed> removed) {

  public Expectations {
    applied = List.copyOf(applied);
    removed = List.copyOf(removed);
  }

  /** Nothing is outstanding. */
  public static Expectations none() {
    return new Expectations(List.of(), List.of());
  }

  /**
   * We applied an object.
   *
   * @param ref which
   * @param hash of the desired object
   * @param resourceVersion that the API server answered
   * @param expires from when on it is no longer believed and the cache counts again
   */
  public record Applied(ObjectRef ref, String hash, String resourceVersion, Instant expires) {}

  /** We deleted the object with this UID. */
  public record Removed(ObjectRef ref, String uid, Instant expires) {}

  /** Whether a deletion of that UID is under way by our hand. */
  public boolean removes(String uid, Instant now) {
    return removed.stream().anyMatch(r -> r.uid().equals(uid) && now.isBefore(r.expires()));
  }
}
