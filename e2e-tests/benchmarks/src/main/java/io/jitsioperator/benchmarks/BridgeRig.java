package io.jitsioperator.benchmarks;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.testbed.Testbed;
import io.jitsioperator.testbed.controlplane.AuditLog;
import io.jitsioperator.testbed.jitsi.JitsiImages;
import io.jitsioperator.testbed.jitsi.JvbContainer;
import io.jitsioperator.testbed.node.NodeSettings;
import io.jitsioperator.testbed.operator.Installation;
import io.jitsioperator.testbed.operator.OperatorProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;

/**
 * What measurements of bridges stand on: a real control plane, a real Prosody for each shard, and
 * simulated bridges that really show themselves there every 5 s. One process holds all that is
 * simulated, so figures of the operator and of Prosody are theirs alone.
 */
final class BridgeRig implements AutoCloseable {

  static final String NAMESPACE = "bench-bridges";

  /** Size of the third pool, whatever the others have. */
  static final int LARGE = 100;

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** A thousand connections that end with the benchmark are no news. Kept, or it is collected. */
  private static final Logger SMACK = Logger.getLogger("org.jivesoftware.smack");

  private static final String SHARD =
      """
      apiVersion: jitsi-operator.io/v1alpha1
      kind: JitsiShard
      metadata: {name: %1$s, namespace: %2$s}
      spec: {domain: %1$s.example.com, web: {replicas: 1}}
      """;

  private final Scale scale;
  private final Progress progress;
  private final JitsiImages images = new JitsiImages();
  private final Parts parts;
  private final Testbed testbed;
  private final OperatorProcess operator;

  private BridgeRig(Scale scale, Path repository, Progress progress) throws Exception {
    this.scale = scale;
    this.progress = progress;
    this.parts = new Parts(progress);
    SMACK.setLevel(Level.OFF);
    try {
      testbed = parts.keep(Testbed.start(images, nodes()));
      Installation installation = Installation.apply(testbed, repository);
      operator = parts.keep(installation.start(installation.kubeconfig(), Map.of()));
      operator.awaitReady(PATIENCE);
      makeShards();
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  /** Starts it and returns when all shards are ready; there is no bridge yet. */
  static BridgeRig start(Scale scale, Path repository, Progress progress) throws Exception {
    return new BridgeRig(scale, repository, progress);
  }

  private static NodeSettings nodes() {
    NodeSettings large = NodeSettings.large();
    return new NodeSettings(
        large.count(),
        large.zones(),
        large.cpu(),
        large.memory(),
        large.pods(),
        large.firstBackoff(),
        large.lastBackoff(),
        false);
  }

  private void makeShards() throws Exception {
    client()
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(NAMESPACE)
                .addToLabels("pod-security.kubernetes.io/enforce", "privileged")
                .endMetadata()
                .build())
        .create();
    for (String name : names()) {
      client().resource(SHARD.formatted(name, NAMESPACE)).create();
    }
    await("all shards are ready", () -> names().stream().allMatch(this::isReady));
    progress.say("%d shards are ready", scale.pools());
  }

  private boolean isReady(String shard) {
    JitsiShard now =
        client().resources(JitsiShard.class).inNamespace(NAMESPACE).withName(shard).get();
    return now.getStatus() != null
        && now.getStatus().conditions().stream()
            .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }

  /** Names of the shards, and of their pools. */
  List<String> names() {
    return IntStream.rangeClosed(1, scale.pools()).mapToObj("pool-%02d"::formatted).toList();
  }

  /** The pool with a hundred bridges. */
  String large() {
    return names().get(2);
  }

  /** The pool of that name, made or not. */
  BridgesOf pool(String name) {
    return new BridgesOf(this, name, 10_000 + 20 * names().indexOf(name));
  }

  Scale scale() {
    return scale;
  }

  Progress progress() {
    return progress;
  }

  KubernetesClient client() {
    return testbed.client();
  }

  AuditLog audit() {
    return testbed.plane().audit();
  }

  OperatorProcess operator() {
    return operator;
  }

  /** The simulated bridge in that pod. */
  JvbContainer bridge(Pod pod) {
    return images
        .running(JvbContainer.class, NAMESPACE, pod.getMetadata().getName(), "jvb")
        .orElseThrow(
            () -> new IllegalStateException(pod.getMetadata().getName() + " runs no bridge"));
  }

  /** What the process of a brewery uses; its files lie in a folder that its pod's UID names. */
  ProcessUse brewery(String shard) throws IOException {
    String uid =
        client()
            .pods()
            .inNamespace(NAMESPACE)
            .withName(shard + "-brewery-0")
            .require()
            .getMetadata()
            .getUid();
    List<ProcessUse> all = new ArrayList<>();
    for (ProcessHandle each : ProcessHandle.current().descendants().toList()) {
      if (each.info().commandLine().filter(line -> line.contains(uid)).isPresent()) {
        all.add(ProcessUse.of(each));
      }
    }
    // A small shell watches over it.
    return all.stream()
        .max(Comparator.comparingLong(ProcessUse::resident))
        .orElseThrow(() -> new IOException("no Prosody runs for the brewery of " + shard));
  }

  /** A question whose answer changes. */
  @FunctionalInterface
  interface Question {
    boolean holds() throws Exception;
  }

  /** Waits for it, and asks often: what is awaited is measured. */
  static void await(String what, Question question) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!question.holds()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("not after %d s: %s".formatted(PATIENCE.toSeconds(), what));
      }
      Thread.sleep(100);
    }
  }

  @Override
  public void close() {
    parts.close();
  }
}
