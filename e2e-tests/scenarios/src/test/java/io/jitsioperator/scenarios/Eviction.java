package io.jitsioperator.scenarios;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.concurrent.CompletableFuture;

/** What takes pods from nodes: an eviction, and {@code kubectl drain}, which asks for many. */
final class Eviction {

  private Eviction() {}

  /**
   * Asks for one.
   *
   * @throws io.fabric8.kubernetes.client.KubernetesClientException if it is refused
   */
  static void of(Cluster cluster, Pod pod) {
    String path =
        "/api/v1/namespaces/%s/pods/%s/eviction"
            .formatted(pod.getMetadata().getNamespace(), pod.getMetadata().getName());
    String body =
        "{\"apiVersion\":\"policy/v1\",\"kind\":\"Eviction\",\"metadata\":{\"name\":\"%s\",\"namespace\":\"%s\"}}"
            .formatted(pod.getMetadata().getName(), pod.getMetadata().getNamespace());
    cluster.client().raw(path, "POST", body);
  }

  /** {@code kubectl drain}; returns when it has ended. */
  static void drain(Cluster cluster, String node) {
    cluster.kubectl(
        "drain", node, "--ignore-daemonsets", "--delete-emptydir-data", "--timeout=300s");
  }

  /**
   * The same beside the story. Not in the common pool: on two cores it has one thread, which the
   * HTTP client needs.
   */
  static CompletableFuture<Void> drainBeside(Cluster cluster, String node) {
    return CompletableFuture.runAsync(
        () -> drain(cluster, node), Thread.ofPlatform().daemon()::start);
  }
}
