package io.jitsioperator.world;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
   * @param annotations that it answered
   * @param expires from when on it is no longer believed and the cache counts again
   */
  public record Applied(
      ObjectRef ref,
      String hash,
      String resourceVersion,
      Map<String, String> annotations,
      Instant expires) {

    public Applied {
      annotations = Map.copyOf(annotations);
    }
  }

  /** We deleted the object with this UID. */
  public record Removed(ObjectRef ref, String uid, Instant expires) {}

  /** The annotations of our last write of that object, if the cache does not show it yet. */
  public Optional<Map<String, String>> annotationsOf(ObjectRef ref) {
    return applied.stream().filter(a -> a.ref().equals(ref)).map(Applied::annotations).findFirst();
  }

  /** Whether a deletion of that UID is under way by our hand. */
  public boolean removes(String uid, Instant now) {
    return removed.stream().anyMatch(r -> r.uid().equals(uid) && now.isBefore(r.expires()));
  }
}
