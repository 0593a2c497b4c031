package io.jitsioperator.cluster;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.jitsioperator.world.NamespaceLabels;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Labels of namespaces. The right to read them is optional, so this begins only when somebody asks,
 * and a refusal is an answer like another: it is tried again, and never ends the operator.
 */
public final class NamespaceWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(NamespaceWatch.class);

  /** Between two tries after a refusal; whoever waits for the right looks again every 30 s. */
  private static final Duration RETRY = Duration.ofSeconds(20);

  private final KubernetesClient client;
  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
  private volatile Optional<String> forbidden = Optional.empty();
  private volatile long refusedAt;
  private @Nullable SharedIndexInformer<Namespace> informer;

  /** Reads through that client; nothing is asked yet. */
  public NamespaceWatch(KubernetesClient client) {
    this.client = client;
  }

  /** Tells that listener the name of every namespace whose labels become known or change. */
  public void onChange(Consumer<String> listener) {
    listeners.add(listener);
  }

  /** What is known of those namespaces now; asks no one and does not wait. */
  public NamespaceLabels read(Set<String> names) {
    var store = informer().getStore();
    var refused = forbidden;
    if (refused.isPresent()) {
      // What was seen before the right was taken away may be wrong by now.
      return new NamespaceLabels(Map.of(), refused);
    }
    var known = new HashMap<String, Map<String, String>>();
    for (var name : names) {
      Optional.ofNullable(store.getByKey(name))
          .ifPresent(namespace -> known.put(name, TenantReader.labels(namespace)));
    }
    return new NamespaceLabels(known, Optional.empty());
  }

  private synchronized SharedIndexInformer<Namespace> informer() {
    if (informer == null || isWorthAnotherTry()) {
      close();
      refusedAt = System.nanoTime();
      informer = client.namespaces().runnableInformer(0);
      informer.addEventHandler(new Handler());
      informer.exceptionHandler(
          (started, failure) -> {
            failed(failure);
            // An informer that was refused at its start never comes back: a new one asks again.
            return forbidden.isEmpty();
          });
      informer.start();
    }
    return informer;
  }

  private boolean isWorthAnotherTry() {
    return forbidden.isPresent() && System.nanoTime() - refusedAt > RETRY.toNanos();
  }

  private void failed(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof KubernetesClientException refused && refused.getCode() == 403) {
        refusedAt = System.nanoTime();
        forbidden = Optional.of(Refusal.sentence(refused));
        return;
      }
    }
    LOG.warn("Labels of namespaces could not be read, trying again: {}", failure.toString());
  }

  private void changed(Namespace namespace) {
    listeners.forEach(listener -> listener.accept(namespace.getMetadata().getName()));
  }

  @Override
  public synchronized void close() {
    if (informer != null) {
      informer.close();
    }
  }

  private final class Handler implements ResourceEventHandler<Namespace> {

    @Override
    public void onAdd(Namespace namespace) {
      // It is shown, so we may read it.
      forbidden = Optional.empty();
      changed(namespace);
    }

    @Override
    public void onUpdate(Namespace before, Namespace now) {
      if (!TenantReader.labels(before).equals(TenantReader.labels(now))) {
        changed(now);
      }
    }

    @Override
    public void onDelete(Namespace namespace, boolean unknown) {
      changed(namespace);
    }
  }
}
