package io.jitsioperator.benchmarks;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.jitsioperator.benchmarks.LeftObject.Id;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When objects came into being in a namespace, as a watcher sees it: the same watches for whoever
 * makes the objects.
 */
final class Arrivals implements AutoCloseable {

  private final Map<Id, Long> seen = new HashMap<>();
  private final List<Watch> watches = new ArrayList<>();
  private @Nullable String lost;

  /** Begins to watch; everything that is made after this returns is seen. */
  static Arrivals watch(KubernetesClient client, Kinds kinds, String namespace) {
    Arrivals arrivals = new Arrivals();
    for (ResourceDefinitionContext kind : kinds.all()) {
      arrivals.watches.add(
          client
              .genericKubernetesResources(kind)
              .inNamespace(namespace)
              .watch(arrivals.new OneKind(kind.getKind())));
    }
    return arrivals;
  }

  private final class OneKind implements Watcher<GenericKubernetesResource> {

    private final String kind;

    OneKind(String kind) {
      this.kind = kind;
    }

    @Override
    public void eventReceived(Action action, GenericKubernetesResource object) {
      if (action == Action.ADDED) {
        arrived(new Id(kind, object.getMetadata().getName()), System.nanoTime());
      }
    }

    @Override
    public void onClose(WatcherException cause) {
      lost(kind + ": " + cause.getMessage());
    }
  }

  private synchronized void arrived(Id id, long nanos) {
    if (seen.putIfAbsent(id, nanos) == null) {
      notifyAll();
    }
  }

  private synchronized void lost(String why) {
    lost = why;
    notifyAll();
  }

  /**
   * Waits until all of these exist.
   *
   * @return by object, when it was seen ({@link System#nanoTime()})
   * @throws IllegalStateException if some are missing when patience ends, with their names, or if a
   *     watch broke
   */
  synchronized Map<Id, Long> await(Set<Id> expected, Duration patience)
      throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (!seen.keySet().containsAll(expected)) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (lost != null || left <= 0) {
        throw new IllegalStateException(
            lost != null ? "a watch broke, " + lost : missing(expected, patience));
      }
      wait(left);
    }
    return Map.copyOf(seen);
  }

  private String missing(Set<Id> expected, Duration patience) {
    Set<Id> missing = new HashSet<>(expected);
    missing.removeAll(seen.keySet());
    return "%d of %d objects did not come within %d s, among them %s"
        .formatted(
            missing.size(),
            expected.size(),
            patience.toSeconds(),
            missing.stream().limit(5).toList());
  }

  /** What was seen so far. */
  synchronized Map<Id, Long> soFar() {
    return Map.copyOf(seen);
  }

  @Override
  public void close() {
    watches.forEach(Watch::close);
  }
}
