package io.jitsioperator.install;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jitsioperator.testbed.controlplane.Binaries;
import io.jitsioperator.testbed.controlplane.ControlPlane;
import io.jitsioperator.testbed.network.AddressBlock;
import io.jitsioperator.testbed.process.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A control plane without nodes in which nothing of ours is. */
record EmptyCluster(
    Workspace workspace,
    AddressBlock addresses,
    ControlPlane plane,
    KubernetesClient admin,
    Path kubeconfig)
    implements AutoCloseable {

  /** What a program said, and how it ended. */
  record Output(int exit, String text) {}

  static EmptyCluster start() throws IOException {
    Workspace workspace = Workspace.create("install");
    try {
      return start(workspace, AddressBlock.claim());
    } catch (IOException | RuntimeException e) {
      workspace.close();
      throw e;
    }
  }

  private static EmptyCluster start(Workspace workspace, AddressBlock addresses)
      throws IOException {
    try {
      ControlPlane plane = ControlPlane.start(addresses, workspace.folder("control-plane"));
      Path kubeconfig = plane.admin().write(workspace.folder("user").resolve("kubeconfig"));
      return new EmptyCluster(workspace, addresses, plane, plane.admin().client(), kubeconfig);
    } catch (IOException | RuntimeException e) {
      addresses.close();
      throw e;
    }
  }

  static Path repository() throws IOException {
    return Binaries.repository();
  }

  /** A namespace that takes no pod but a restricted one. */
  void namespace(String name) {
    admin
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                .endMetadata()
                .build())
        .create();
  }

  Output kubectl(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(plane.kubectl().toString()));
    command.addAll(List.of(arguments));
    return run(command, Map.of("KUBECONFIG", kubeconfig.toString()));
  }

  static Output run(List<String> command, Map<String, String> env) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.directory(repository().toFile());
    builder.environment().putAll(env);
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Output(process.onExit().join().exitValue(), text);
  }

  @Override
  public void close() throws Exception {
    admin.close();
    plane.close();
    addresses.close();
    workspace.close();
  }
}
