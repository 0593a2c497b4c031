package io.jitsioperator.shard;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A namespace for one test, as strict as Kubernetes has them: Pod Security <em>restricted</em>. */
final class TestNamespace implements AutoCloseable {

  private final RunningOperator operator;
  private final String name;
  private final List<TestNamespace> others = new ArrayList<>();

  private TestNamespace(RunningOperator operator, String name) {
    this.operator = operator;
    this.name = name;
  }

  static TestNamespace create(RunningOperator operator) {
    String name = "t-" + UUID.randomUUID().toString().substring(0, 8);
    make(operator.client(), name);
    return new TestNamespace(operator, name);
  }

  /** One that exists. */
  static TestNamespace of(RunningOperator operator, String name) {
    return new TestNamespace(operator, name);
  }

  /** Makes a namespace of that name. */
  static void make(KubernetesClient client, String name) {
    client
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                .endMetadata()
                .build())
        .create();
  }

  String name() {
    return name;
  }

  KubernetesClient client() {
    return operator.client();
  }

  /** One more namespace, which goes with this one. */
  TestNamespace another() {
    TestNamespace other = create(operator);
    others.add(other);
    return other;
  }

  /** Applies manifests to this namespace, server-side. */
  void apply(String yaml) {
    client()
        .load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
        .inNamespace(name)
        .serverSideApply();
  }

  /**
   * Applies a shard.
   *
   * @param spec further lines of its spec, each a field in YAML's flow style
   */
  Shard shard(String shard, String... spec) {
    apply(Shard.manifest(shard, spec));
    return new Shard(operator, name, shard);
  }

  /**
   * Runs kubectl in this namespace as {@code admin} and returns what it prints.
   *
   * @throws UncheckedIOException if it fails; the message is its own
   */
  String kubectl(String... arguments) {
    return run("", arguments);
  }

  /** The same with a manifest on its standard input. */
  String kubectlWith(String manifest, String... arguments) {
    return run(manifest, arguments);
  }

  private String run(String input, String... arguments) {
    List<String> command =
        new ArrayList<>(List.of(operator.testbed().plane().kubectl().toString(), "-n", name));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("KUBECONFIG", operator.kubeconfig().toString());
    try {
      Process process = builder.start();
      try (var stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      }
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.onExit().join().exitValue() != 0) {
        throw new IOException("kubectl " + String.join(" ", arguments) + ":\n" + output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String evidence() {
    StringBuilder all = new StringBuilder(operator.evidence(name));
    all.append("\n== shards and pools\n")
        .append(kubectl("get", "jitsishards,bridgepools", "-o", "yaml"));
    others.forEach(each -> all.append("\n").append(each.evidence()));
    return all.toString();
  }

  /** Deletes it; Kubernetes does so after the test has gone on. */
  @Override
  public void close() {
    others.forEach(TestNamespace::close);
    client().namespaces().withName(name).delete();
  }
}
