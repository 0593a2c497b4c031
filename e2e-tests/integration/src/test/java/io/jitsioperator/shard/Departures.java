package io.jitsioperator.shard;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Watches the signalling pods of a shard go, and blames the operator for each that went under a
 * conference although its process ran.
 */
final class Departures implements Watcher<Pod>, AutoCloseable {

  /**
   * The operator asks Jicofo directly before it deletes, and waits 3 s for the answer: a conference
   * that is younger may be overlooked.
   */
  private static final Duration OVERLOOKED = Duration.ofSeconds(4);

  private final String shard;
  private final Twins twins;
  private final Set<String> ran = ConcurrentHashMap.newKeySet();
  private final Set<String> gone = ConcurrentHashMap.newKeySet();
  private final Set<String> ours = ConcurrentHashMap.newKeySet();
  private final List<String> blame = new CopyOnWriteArrayList<>();
  private volatile Optional<Instant> busySince = Optional.empty();
  private @Nullable Watch watch;

  private Departures(String shard, Twins twins) {
    this.shard = shard;
    this.twins = twins;
  }

  static Departures of(KubernetesClient client, String namespace, String shard, Twins twins) {
    Departures all = new Departures(shard, twins);
    client.pods().inNamespace(namespace).list().getItems().forEach(all::see);
    all.watch = client.pods().inNamespace(namespace).watch(all);
    return all;
  }

  /** From now on there are conferences, or none. */
  void busy(boolean busy) {
    busySince = busy ? busySince.or(() -> Optional.of(Instant.now())) : Optional.empty();
  }

  /** The test itself deletes this pod in a moment. */
  void ours(Pod pod) {
    ours.add(pod.getMetadata().getUid());
  }

  /** Each pod that the operator should not have deleted. */
  List<String> blame() {
    return List.copyOf(blame);
  }

  /** How many have gone. */
  int count() {
    return gone.size();
  }

  @Override
  public void eventReceived(Action action, Pod pod) {
    see(pod);
    if (action == Action.DELETED || pod.getMetadata().getDeletionTimestamp() != null) {
      goes(pod);
    }
  }

  private void see(Pod pod) {
    component(pod)
        .ifPresent(
            component -> {
              twins.meet(component, pod);
              if (isReady(pod)) {
                ran.add(pod.getMetadata().getUid());
              }
            });
  }

  private void goes(Pod pod) {
    String uid = pod.getMetadata().getUid();
    if (component(pod).isEmpty() || !gone.add(uid) || ours.contains(uid) || !ran.contains(uid)) {
      return;
    }
    Instant now = Instant.now();
    busySince
        .filter(since -> since.plus(OVERLOOKED).isBefore(now))
        .ifPresent(
            since ->
                blame.add(
                    "%s was deleted at %s, though there were conferences since %s"
                        .formatted(pod.getMetadata().getName(), now, since)));
  }

  private Optional<String> component(Pod pod) {
    return Twins.PORTS.keySet().stream()
        .filter(each -> pod.getMetadata().getName().equals(shard + "-" + each + "-0"))
        .findFirst();
  }

  private static boolean isReady(Pod pod) {
    return pod.getStatus() != null
        && pod.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }

  @Override
  public void onClose(WatcherException cause) {
    blame.add("the watch was cut: " + cause);
  }

  @Override
  public void close() {
    if (watch != null) {
      watch.close();
    }
  }
}
