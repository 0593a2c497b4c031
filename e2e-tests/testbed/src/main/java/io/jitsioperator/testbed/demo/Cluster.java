package io.jitsioperator.testbed.demo;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** What a user has: kubectl, and patience that ends. */
final class Cluster {

  private static final Duration POLL = Duration.ofMillis(100);

  private final KubernetesClient client;
  private final Path kubectl;
  private final Path kubeconfig;

  Cluster(KubernetesClient client, Path kubectl, Path kubeconfig) {
    this.client = client;
    this.kubectl = kubectl;
    this.kubeconfig = kubeconfig;
  }

  KubernetesClient client() {
    return client;
  }

  /**
   * Runs kubectl and returns what it prints.
   *
   * @throws IOException if it fails; the message is its own
   */
  String kubectl(String... arguments) throws IOException, InterruptedException {
    return run("", List.of(arguments));
  }

  /** Applies a manifest as kubectl does, and returns what it prints. */
  String apply(String namespace, String manifest) throws IOException, InterruptedException {
    return run(manifest, List.of("apply", "-n", namespace, "-f", "-"));
  }

  private String run(String input, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(kubectl.toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("KUBECONFIG", kubeconfig.toString());
    Process process = builder.start();
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("kubectl " + String.join(" ", arguments) + ":\n" + output);
    }
    return output;
  }

  /** The shard as the API server has it. */
  JitsiShard shard(String namespace, String name) {
    JitsiShard shard =
        client.resources(JitsiShard.class).inNamespace(namespace).withName(name).get();
    if (shard == null) {
      throw new IllegalStateException("There is no JitsiShard " + namespace + "/" + name);
    }
    return shard;
  }

  /** A condition of the shard, if it has it yet. */
  Optional<Condition> condition(String namespace, String name, String type) {
    return Optional.ofNullable(shard(namespace, name).getStatus()).flatMap(s -> s.condition(type));
  }

  /** Waits until the shard's condition has that status, and returns it. */
  Condition await(String namespace, String name, String type, String status, Duration patience)
      throws Exception {
    await(
        type + "=" + status,
        patience,
        () ->
            condition(namespace, name, type).filter(c -> status.equals(c.getStatus())).isPresent(),
        () ->
            String.valueOf(
                condition(namespace, name, type)
                    .map(Cluster::sentence)
                    .orElse("no condition yet")));
    return condition(namespace, name, type).orElseThrow();
  }

  /**
   * Waits until something is true.
   *
   * @param saw what is seen instead, for the message
   * @throws IllegalStateException when patience ends
   */
  void await(String what, Duration patience, Callable<Boolean> truth, Supplier<String> saw)
      throws Exception {
    Instant end = Instant.now().plus(patience);
    while (!truth.call()) {
      if (Instant.now().isAfter(end)) {
        throw new IllegalStateException(
            what
                + " did not come true within "
                + patience.toSeconds()
                + " s; instead: "
                + saw.get());
      }
      Thread.sleep(POLL);
    }
  }

  /** A condition as a line. */
  static String sentence(Condition c) {
    return "%s=%s (%s): %s".formatted(c.getType(), c.getStatus(), c.getReason(), c.getMessage());
  }
}
