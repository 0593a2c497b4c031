package io.jitsioperator.shard;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jitsioperator.testbed.Testbed;
import io.jitsioperator.testbed.controlplane.AuditLog;
import io.jitsioperator.testbed.controlplane.Kubeconfig;
import io.jitsioperator.testbed.jitsi.JitsiImages;
import io.jitsioperator.testbed.node.NodeSettings;
import io.jitsioperator.testbed.operator.Installation;
import io.jitsioperator.testbed.operator.OperatorProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * A testbed in which the operator is installed as the README says, and runs from its jar under the
 * ServiceAccount that it ships with. All tests share it but those that have an {@link OwnCluster}.
 */
final class RunningOperator implements AutoCloseable {

  /** Jitsi is asked more often than by default (5 s), so that tests are short. */
  private static final Map<String, String> SETTINGS = Map.of("JITSI_OPERATOR_POLL_INTERVAL", "3s");

  /** Far more than it takes: on a busy machine several start at once. */
  private static final Duration START = Duration.ofMinutes(3);

  private final Testbed testbed;
  private final JitsiImages images;
  private final Installation installation;
  private final Map<String, String> settings;
  private final Path kubeconfig;
  private OperatorProcess process;

  private RunningOperator(
      Testbed testbed, JitsiImages images, Installation installation, Map<String, String> settings)
      throws IOException {
    this.testbed = testbed;
    this.images = images;
    this.installation = installation;
    this.settings = settings;
    this.kubeconfig =
        testbed.plane().admin().write(testbed.workspace().folder("user").resolve("kubeconfig"));
    this.process = installation.start(installation.kubeconfig(), settings);
    awaitReady(process);
  }

  /** Starts everything, with so many nodes, and returns when the operator is ready. */
  static RunningOperator start(int nodes) {
    return start(testbed -> Installation.apply(testbed, repository()), SETTINGS, nodes);
  }

  /** The same in a testbed of its own, with rights in some new namespaces and nowhere else. */
  static RunningOperator startWatching(List<String> namespaces) {
    Map<String, String> settings = new HashMap<>(SETTINGS);
    settings.put("JITSI_OPERATOR_WATCH_NAMESPACES", String.join(",", namespaces));
    return start(
        testbed -> {
          namespaces.forEach(each -> TestNamespace.make(testbed.client(), each));
          return Installation.applyWatching(testbed, repository(), namespaces);
        },
        settings,
        Clusters.NODES);
  }

  private interface Install {
    Installation in(Testbed testbed) throws IOException;
  }

  private static RunningOperator start(Install install, Map<String, String> settings, int nodes) {
    try {
      JitsiImages images = new JitsiImages();
      Testbed testbed = Testbed.start(images, NodeSettings.small(nodes));
      try {
        return new RunningOperator(testbed, images, install.in(testbed), settings);
      } catch (IOException | RuntimeException e) {
        testbed.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Root of the repository, as the build says. */
  static Path repository() {
    return Path.of(
        Objects.requireNonNull(
            System.getProperty("repository.root"), "the build sets repository.root"));
  }

  Testbed testbed() {
    return testbed;
  }

  /** What runs in the pods. */
  JitsiImages images() {
    return images;
  }

  /** The user {@code admin}. */
  KubernetesClient client() {
    return testbed.client();
  }

  /** Kubeconfig of the user {@code admin}. */
  Path kubeconfig() {
    return kubeconfig;
  }

  /** What the operator has asked of the API server since then; its leader election left out. */
  List<AuditLog.Entry> requests(Instant since) {
    return testbed.plane().audit().since(since).stream()
        .filter(each -> each.by(Installation.NAME, Installation.NAME))
        .filter(each -> !each.resource().equals("leases"))
        .toList();
  }

  /** SIGKILL. */
  void kill() {
    process.close();
  }

  /** Starts it again after {@link #kill()}, and returns when it is ready. */
  void startAgain() {
    startBehind(UnaryOperator.identity());
  }

  /** SIGTERM, as Kubernetes ends it; returns its exit code. */
  int stop() {
    int exit = process.stop();
    process.close();
    return exit;
  }

  /** The process that was started last. */
  OperatorProcess process() {
    return process;
  }

  /** The whole lines that all its processes have written. */
  List<String> log() {
    try {
      String log =
          Files.readString(testbed.workspace().path().resolve("operator").resolve("operator.log"));
      return log.substring(0, log.lastIndexOf('\n') + 1).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts another build of it: the same jar, with classes in front that win. */
  void startBuild(Path inFront) {
    try {
      process = installation.start(installation.kubeconfig(), settings, List.of(inFront));
      awaitReady(process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same, but it reaches the API server another way. */
  void startBehind(UnaryOperator<Kubeconfig> way) {
    try {
      awaitReady(startUnready(way));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same, but it is not ready when this returns. */
  OperatorProcess startUnready(UnaryOperator<Kubeconfig> way) {
    try {
      process = installation.start(way.apply(installation.kubeconfig()), settings);
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts one more, which stands by while the first one leads; it is ready when this returns. */
  OperatorProcess startAnother(String pod) {
    Map<String, String> others = new HashMap<>(settings);
    others.put("POD_NAME", pod);
    try {
      OperatorProcess another = installation.start(installation.kubeconfig(), others);
      awaitReady(another);
      return another;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitReady(OperatorProcess process) throws IOException {
    try {
      process.awaitReady(START);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the operator started", e);
    }
  }

  /** What one needs to see when a test has failed. */
  String evidence(String namespace) {
    return testbed.evidence(namespace) + "== operator\n" + process.tail();
  }

  @Override
  public void close() {
    process.close();
    testbed.close();
  }
}
