package io.jitsioperator.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jitsioperator.world.Lookup;
import io.jitsioperator.world.NodeReport.Heartbeat;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The Leases by which kubelets say that they live. What stands in them is the time of another
 * machine, so it is only looked at whether it changes.
 */
final class Heartbeats {

  private static final String NAMESPACE = "kube-node-lease";

  /** Many shards may have a pod on the same node; one question serves all of them. */
  private static final Duration BURST = Duration.ofSeconds(4);

  private record Seen(String renewal, Heartbeat heartbeat) {}

  private final KubernetesClient client;
  private final InstantSource clock;
  private final Map<String, Seen> seen = new ConcurrentHashMap<>();

  Heartbeats(KubernetesClient client, InstantSource clock) {
    this.client = client;
    this.clock = clock;
  }

  /** Reads the Lease of that node. A failed read leaves what the last one said, with its age. */
  Lookup<Heartbeat> of(String node) {
    var last = seen.get(node);
    if (last != null && clock.instant().isBefore(last.heartbeat().at().plus(BURST))) {
      return new Lookup.Found<>(last.heartbeat());
    }
    try {
      var lease = client.leases().inNamespace(NAMESPACE).withName(node).get();
      if (lease == null) {
        return new Lookup.Missing<>();
      }
      var renewal = Objects.toString(lease.getSpec().getRenewTime());
      var now = seen.merge(node, begin(renewal), Heartbeats::later);
      return new Lookup.Found<>(now.heartbeat());
    } catch (KubernetesClientException e) {
      return unread(last, e);
    }
  }

  /** It need not be watched any more. */
  void forget(String node) {
    seen.remove(node);
  }

  private Seen begin(String renewal) {
    var now = clock.instant();
    return new Seen(renewal, new Heartbeat(now, now));
  }

  private static Seen later(Seen before, Seen now) {
    return before.renewal().equals(now.renewal())
        ? new Seen(
            now.renewal(), new Heartbeat(before.heartbeat().unchangedSince(), now.heartbeat().at()))
        : now;
  }

  private static Lookup<Heartbeat> unread(@Nullable Seen last, KubernetesClientException e) {
    return last == null
        ? new Lookup.Unknown<>(Refusal.sentence(e))
        : new Lookup.Found<>(last.heartbeat());
  }
}
