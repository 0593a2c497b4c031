package io.jitsioperator.scenarios;

import com.dajudge.kindcontainer.KindContainer;
import com.dajudge.kindcontainer.KindContainerVersion;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.Volume;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.MountableFile;

/**
 * Two nodes with real kubelets, in Docker: one with the control plane, one for what is drained,
 * which has an external address as nodes in a cloud have.
 */
final class Cluster implements AutoCloseable {

  /** Name of the node with the control plane (kindcontainer's). */
  static final String FIRST = "kind";

  static final String SECOND = "second";

  /** The token that kindcontainer's kubeadm configuration fixes. */
  private static final String TOKEN = "abcdef.0123456789abcdef";

  /**
   * A kubelet that leaves addresses to a cloud provider does not take back those that it finds. The
   * address is really one of this node.
   */
  private static final String FOREIGN_ADDRESS =
      """
      ip address add "$0/32" dev eth0
      touch /etc/default/kubelet
      sed -i '/^KUBELET_EXTRA_ARGS=/d' /etc/default/kubelet
      echo KUBELET_EXTRA_ARGS=--runtime-cgroups=/system.slice/containerd.service\
       --cloud-provider=external >>/etc/default/kubelet
      systemctl restart kubelet
      """;

  private static final String PIPE = "manifest=$1; shift; printf %s \"$manifest\" | kubectl \"$@\"";

  private final KindContainer<?> first = new KindContainer<>(KindContainerVersion.VERSION_1_34_0);
  private final GenericContainer<?> second;
  private final KubernetesClient client;

  private Cluster() {
    first.start();
    second = worker(first.getDockerImageName());
    second.start();
    client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(first.getKubeconfig()))
            .build();
  }

  /** Starts it and returns when both nodes are ready and have the images. */
  static Cluster start() {
    Instant start = Instant.now();
    Story.say("a cluster with two nodes starts");
    Cluster cluster = new Cluster();
    try {
      cluster.join();
      cluster.giveExternalAddress();
      cluster.load(Settings.operatorImage());
      Settings.jitsiImages().archive().ifPresent(cluster::load);
      Story.say(
          "the cluster is there after %d s", Duration.between(start, Instant.now()).toSeconds());
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** A machine like the first one, without a control plane. */
  @SuppressWarnings("resource") // closed with the cluster
  private static GenericContainer<?> worker(String image) {
    return new GenericContainer<>(image)
        .withPrivilegedMode(true)
        .withTmpFs(Map.of("/run", "rw", "/tmp", "rw"))
        .withFileSystemBind("/lib/modules", "/lib/modules", BindMode.READ_ONLY)
        .withCreateContainerCmdModifier(
            cmd ->
                cmd.withEntrypoint("/usr/local/bin/entrypoint", "/sbin/init")
                    .withVolumes(new Volume("/var/lib/containerd"))
                    .withTty(true))
        .waitingFor(Wait.forLogMessage(".*Reached target .*[Mm]ulti-[Uu]ser.*", 1));
  }

  private void join() {
    run(
        second,
        "kubeadm",
        "join",
        ip() + ":6443",
        "--token",
        TOKEN,
        "--discovery-token-unsafe-skip-ca-verification",
        "--skip-phases=preflight",
        "--node-name=" + SECOND);
    kubectl("wait", "node", FIRST, SECOND, "--for=condition=Ready", "--timeout=120s");
    kubectl("-n", "kube-system", "rollout", "status", "deployment/coredns", "--timeout=120s");
  }

  private void giveExternalAddress() {
    run(second, "sh", "-c", FOREIGN_ADDRESS, externalIp());
    kubectl(
        "patch",
        "node",
        SECOND,
        "--subresource=status",
        "-p",
        "{\"status\":{\"addresses\":[{\"type\":\"ExternalIP\",\"address\":\"%s\"}]}}"
            .formatted(externalIp()));
  }

  /** Brings an archive of images to both nodes. */
  private void load(Path archive) {
    if (!Files.exists(archive)) {
      throw new IllegalStateException("There is no " + archive + ": run `make e2e`.");
    }
    String there = "/kindcontainer/" + archive.getFileName();
    for (GenericContainer<?> node : List.of(first, second)) {
      // Not below /tmp or /run: what is copied there lies under their tmpfs.
      node.copyFileToContainer(MountableFile.forHostPath(archive), there);
      run(node, "ctr", "--namespace=k8s.io", "images", "import", there);
      run(node, "rm", there);
    }
  }

  /** The administrator; do not close it. */
  KubernetesClient client() {
    return client;
  }

  String kubeconfig() {
    return first.getKubeconfig();
  }

  /** Address of the first node, at which NodePorts are reached from here. */
  String ip() {
    return ip(first);
  }

  /** Internal address of a node. */
  String ip(String node) {
    return ip(node(node));
  }

  /** The external address of the second node, in the same network as its internal one. */
  String externalIp() {
    String[] parts = ip(second).split("[.]");
    return "%s.%s.250.%s".formatted(parts[0], parts[1], parts[3]);
  }

  private GenericContainer<?> node(String name) {
    return name.equals(FIRST) ? first : second;
  }

  private static String ip(GenericContainer<?> node) {
    return node.getContainerInfo().getNetworkSettings().getNetworks().values().stream()
        .map(ContainerNetwork::getIpAddress)
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow();
  }

  /**
   * Runs kubectl as the administrator and returns what it prints.
   *
   * @throws UncheckedIOException if it fails; the message is its own
   */
  String kubectl(String... arguments) {
    return run(
        first, Stream.concat(Stream.of("kubectl"), Stream.of(arguments)).toArray(String[]::new));
  }

  /** The same with a manifest on its standard input. */
  String kubectlWith(String manifest, String... arguments) {
    return run(
        first,
        Stream.concat(Stream.of("sh", "-c", PIPE, "kubectl", manifest), Stream.of(arguments))
            .toArray(String[]::new));
  }

  /**
   * Ends the kubelet of a node, and nothing else on it: what a node that lost the control plane
   * looks like from there.
   */
  void stopKubelet(String node) {
    run(node(node), "systemctl", "stop", "kubelet");
  }

  void startKubelet(String node) {
    run(node(node), "systemctl", "start", "kubelet");
  }

  private static String run(GenericContainer<?> node, String... command) {
    try {
      ExecResult result = node.execInContainer(command);
      if (result.getExitCode() != 0) {
        throw new UncheckedIOException(
            new IOException(
                "%s ended with %d:%n%s%s"
                    .formatted(
                        String.join(" ", command),
                        result.getExitCode(),
                        result.getStdout(),
                        result.getStderr())));
      }
      return result.getStdout();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted during " + String.join(" ", command), e);
    }
  }

  @Override
  public void close() {
    client.close();
    second.stop();
    first.stop();
  }
}
