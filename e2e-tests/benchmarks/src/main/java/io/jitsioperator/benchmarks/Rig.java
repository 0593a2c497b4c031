package io.jitsioperator.benchmarks;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jitsioperator.testbed.Testbed;
import io.jitsioperator.testbed.controlplane.AuditLog;
import io.jitsioperator.testbed.jitsi.SharedJicofo;
import io.jitsioperator.testbed.node.NodeSettings;
import io.jitsioperator.testbed.operator.Installation;
import io.jitsioperator.testbed.operator.OperatorProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What measurements stand on: a real control plane, nodes whose pods are Ready at once without a
 * process, one server that answers for all Jicofos, and the operator's manifests.
 */
final class Rig implements AutoCloseable {

  /** For the deletion of some thousand objects on a slow machine. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Scale scale;
  private final Path repository;
  private final Progress progress;
  private final Parts parts;
  private final Testbed testbed;
  private final Installation installation;

  private Rig(Scale scale, Path repository, Progress progress) throws IOException {
    this.scale = scale;
    this.repository = repository;
    this.progress = progress;
    this.parts = new Parts(progress);
    try {
      parts.keep(SharedJicofo.start());
      testbed =
          parts.keep(
              Testbed.start(
                  container -> {
                    throw new IOException("nothing runs on these nodes");
                  },
                  NodeSettings.large()));
      installation = Installation.apply(testbed, repository);
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Starts it; the operator does not run yet. */
  static Rig start(Scale scale, Path repository, Progress progress) throws IOException {
    return new Rig(scale, repository, progress);
  }

  Scale scale() {
    return scale;
  }

  Path repository() {
    return repository;
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

  /** A folder for files that nobody needs afterwards. */
  Path folder(String name) throws IOException {
    return testbed.workspace().folder(name);
  }

  /** A file with the operator's own access. */
  Path kubeconfig(String name) throws IOException {
    return installation.kubeconfig().write(folder("kubeconfigs").resolve(name));
  }

  /**
   * Starts the operator as its ServiceAccount; it is not ready when this returns.
   *
   * @param settings variables beside those that every installation has
   */
  OperatorProcess operator(Map<String, String> settings) throws IOException {
    return installation.start(installation.kubeconfig(), settings);
  }

  /** The namespace of that name, with shards or without. */
  Shards shards(String namespace) {
    return new Shards(client(), namespace, scale.shards());
  }

  /** Waits until nobody writes any more. */
  void awaitQuiet() throws InterruptedException {
    new Quiet(client()).await(PATIENCE);
  }

  @Override
  public void close() {
    parts.close();
  }
}
