package io.jitsioperator.reconcile;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.CustomResource;
import io.jitsioperator.cluster.Book;
import io.jitsioperator.cluster.ResourceVersions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one resource of any kind between two passes, because the caches lag behind
 * our own writes. It begins empty after a restart. Only the one pass that runs for a resource
 * touches it, except for {@link #ready}.
 *
 * @param <S> its status
 */
final class Memory<S> {

  private final String uid;
  private final boolean fresh;
  private final Book book = new Book();
  private final Backoff backoff = new Backoff();
  private @Nullable S status;
  private String statusVersion = "";
  private volatile String ready = "Unknown";

  Memory(String uid, boolean fresh) {
    this.uid = uid;
    this.fresh = fresh;
  }

  /** Of which resource; one that is made anew under the same name has another. */
  String uid() {
    return uid;
  }

  /** Whether there was no status yet when we first saw it: nothing was ever made for it. */
  boolean fresh() {
    return fresh;
  }

  Book book() {
    return book;
  }

  Backoff backoff() {
    return backoff;
  }

  /** Status of the condition {@code Ready}. */
  String ready() {
    return ready;
  }

  /** Gives the resource the status that we wrote last, if the cache does not show it yet. */
  void recallStatus(CustomResource<?, S> resource) {
    if (status != null
        && ResourceVersions.isOlder(resource.getMetadata().getResourceVersion(), statusVersion)) {
      resource.setStatus(status);
    }
  }

  void planned(Optional<Condition> condition) {
    ready = condition.map(Condition::getStatus).orElse("Unknown");
  }

  void wrote(S now, String version) {
    status = now;
    statusVersion = version;
  }
}
