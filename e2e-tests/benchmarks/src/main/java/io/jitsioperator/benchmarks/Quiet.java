package io.jitsioperator.benchmarks;

import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Knows when nobody writes to the API server any more: every write of any object, by anyone, raises
 * etcd's revision, which each list answers as its {@code resourceVersion}.
 */
record Quiet(KubernetesClient client) {

  private static final int WINDOW_SECONDS = 4;

  /** Ten nodes renew their Leases every 10 s, perhaps all at once, and the operator its own. */
  private static final long STILL_QUIET = 20;

  /**
   * Returns when next to nothing was written for a few seconds.
   *
   * @throws IllegalStateException if it goes on
   */
  void await(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    Deque<Long> revisions = new ArrayDeque<>();
    while (true) {
      revisions.addLast(revision());
      if (revisions.size() > WINDOW_SECONDS) {
        long written = revisions.getLast() - revisions.removeFirst();
        if (written <= STILL_QUIET) {
          return;
        }
        if (System.nanoTime() > end) {
          throw new IllegalStateException(
              "the cluster is not quiet after %d s: %d writes in the last %d s"
                  .formatted(patience.toSeconds(), written, WINDOW_SECONDS));
        }
      }
      Thread.sleep(1000);
    }
  }

  private long revision() {
    return Long.parseLong(
        client
            .namespaces()
            .list(new ListOptionsBuilder().withLimit(1L).build())
            .getMetadata()
            .getResourceVersion());
  }
}
