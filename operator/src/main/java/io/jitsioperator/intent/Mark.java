package io.jitsioperator.intent;

import io.jitsioperator.world.ObjectRef;
import java.util.Map;
import java.util.Optional;

/**
 * Annotations of an object that exists, exactly the one with this UID. What we intend with a pod is
 * written there before it is done, so that an operator that starts anew goes on where it was.
 *
 * @param ref which
 * @param uid precondition of the write
 * @param annotations value by name; empty = the annotation goes
 */
public record Mark(ObjectRef ref, String uid, Map<String, Optional<String>> annotations) {
  public Mark {
    annotations = Map.copyOf(annotations);
  }
}
