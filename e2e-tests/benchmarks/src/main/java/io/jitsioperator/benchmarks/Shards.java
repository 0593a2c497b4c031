package io.jitsioperator.benchmarks;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * A namespace with the shards that a benchmark is about; what they ask for is the smallest sample.
 */
record Shards(KubernetesClient client, String namespace, int count) {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** As many requests at once as a user's tool may make; more would only wait in the server. */
  private static final int CREATORS = 8;

  private static final String SHARD =
      """
      apiVersion: jitsi-operator.io/v1alpha1
      kind: JitsiShard
      metadata: {name: %s, namespace: %s}
      spec: {domain: %s.example.com, region: eu-central}
      """;

  /** Makes the namespace. */
  void createNamespace() {
    client
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(namespace)
                .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                .endMetadata()
                .build())
        .create();
  }

  /** Makes all shards and returns when the last request is answered. */
  void create() throws Exception {
    List<JitsiShard> all = names().stream().map(this::shard).toList();
    List<Future<?>> requests = new ArrayList<>();
    try (ExecutorService threads =
        Executors.newFixedThreadPool(CREATORS, Thread.ofVirtual().factory())) {
      all.forEach(each -> requests.add(threads.submit(() -> client.resource(each).create())));
    }
    for (Future<?> each : requests) {
      each.get();
    }
  }

  /** Names of the shards, in the order in which they are created. */
  List<String> names() {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> String.format(Locale.ROOT, "shard-%03d", i))
        .toList();
  }

  private JitsiShard shard(String name) {
    return Serialization.unmarshal(SHARD.formatted(name, namespace, name), JitsiShard.class);
  }

  /** Deletes the shards, lets Kubernetes collect what they owned, and deletes the namespace. */
  void delete() throws InterruptedException {
    client.resources(JitsiShard.class).inNamespace(namespace).delete();
    long end = System.nanoTime() + PATIENCE.toNanos();
    // A namespace that is deleted with pods in it waits for their grace period before it looks
    // again.
    while (!client.pods().inNamespace(namespace).list().getItems().isEmpty()
        || !client.apps().statefulSets().inNamespace(namespace).list().getItems().isEmpty()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "the shards of %s are not gone after %d s".formatted(namespace, PATIENCE.toSeconds()));
      }
      Thread.sleep(500);
    }
    client.namespaces().withName(namespace).delete();
    client
        .namespaces()
        .withName(namespace)
        .waitUntilCondition(gone -> gone == null, PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }
}
