package io.jitsioperator.shard;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.function.Consumer;

/**
 * One small thing rendered wrongly.
 *
 * @param name says what, such as {@code Pod jicofo env XMPP_PORT altered}; without a namespace, so
 *     that it stays the same from run to run
 * @param kind of the object that is altered
 * @param part the object's name without the shard's, such as {@code jicofo}; of a pod, its
 *     component
 * @param change makes the change to a copy
 */
record Mutant(String name, String kind, String part, Consumer<HasMetadata> change) {

  @SuppressWarnings("unchecked") // the kind says the type
  static <T extends HasMetadata> Mutant of(
      String what, HasMetadata of, String part, Consumer<T> change) {
    return new Mutant(
        of.getKind() + " " + part + " " + what,
        of.getKind(),
        part,
        (Consumer<HasMetadata>) (Consumer<?>) change);
  }

  /** Whether this object is the one. */
  boolean hits(HasMetadata object, String shard) {
    return object.getKind().equals(kind) && part(object, shard).equals(part);
  }

  /**
   * The name of an object of a shard, without the shard's and without what Kubernetes adds to a
   * pod's.
   */
  static String part(HasMetadata object, String shard) {
    if (object.getKind().equals("Pod")) {
      return String.valueOf(object.getMetadata().getLabels().get("app.kubernetes.io/component"));
    }
    String name = object.getMetadata().getName();
    return name.startsWith(shard + "-") ? name.substring(shard.length() + 1) : "of others: " + name;
  }
}
