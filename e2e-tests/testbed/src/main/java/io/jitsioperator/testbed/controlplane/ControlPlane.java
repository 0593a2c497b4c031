package io.jitsioperator.testbed.controlplane;

import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jitsioperator.testbed.network.AddressBlock;
import io.jitsioperator.testbed.process.OwnedProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * etcd, kube-apiserver, kube-controller-manager and kube-scheduler as child processes that die with
 * this JVM. Ready within a few seconds; nothing of it survives {@link #close()}.
 */
public final class ControlPlane implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration POLL = Duration.ofMillis(25);

  private final Binaries binaries;
  private final Path folder;
  private final Flags flags;
  private final Identities identities;
  private final Map<String, OwnedProcess> processes = new LinkedHashMap<>();
  private final URI server;
  private final AuditLog audit;

  private ControlPlane(Binaries binaries, AddressBlock addresses, Path folder) throws IOException {
    String address = addresses.controlPlane().getHostAddress();
    this.binaries = binaries;
    this.folder = folder;
    this.flags = new Flags(address, folder);
    this.identities = Identities.create(folder);
    this.server = URI.create("https://" + address + ":" + Flags.API_PORT);
    this.audit = new AuditLog(folder.resolve("audit.log"));
  }

  /**
   * Starts the four processes and waits until pods can be created.
   *
   * @param addresses whose first address they listen on, so that several run side by side with
   *     Kubernetes' usual ports
   * @param folder an empty folder for their data; the caller removes it after {@link #close()}
   * @throws IOException if a process ends or nothing is ready within three minutes; the message
   *     holds the end of its log
   */
  public static ControlPlane start(AddressBlock addresses, Path folder) throws IOException {
    ControlPlane plane = new ControlPlane(Binaries.locate(), addresses, folder);
    try {
      plane.run();
      return plane;
    } catch (IOException | RuntimeException e) {
      plane.close();
      throw e;
    }
  }

  private void run() throws IOException {
    Path policy = Files.writeString(folder.resolve("audit-policy.yaml"), AuditLog.POLICY);
    start("etcd", flags.etcd());
    start("kube-apiserver", flags.apiServer(identities, policy, folder.resolve("audit.log")));
    await("the API server's certificate", () -> Files.exists(flags.certificateKey()));
    Path controllers = kubeconfig(identities.controllers()).write(folder.resolve("controllers"));
    Path scheduler = kubeconfig(identities.scheduler()).write(folder.resolve("scheduler"));
    try (HttpClient http = HttpClient.newBuilder().sslContext(Trust.in(authority())).build()) {
      await("the API server's port", () -> answers(http, "/livez/ping"));
      start("kube-controller-manager", flags.controllerManager(identities, controllers));
      start("kube-scheduler", flags.scheduler(scheduler));
      await("the API server", () -> answers(http, "/readyz"));
      // Made by the controller manager; without it no pod is admitted.
      await(
          "the controller manager",
          () -> answers(http, "/api/v1/namespaces/default/serviceaccounts/default"));
    }
  }

  private void start(String program, List<String> flags) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(binaries.program(program).toString());
    command.addAll(flags);
    Path log = folder.resolve(program + ".log");
    processes.put(program, OwnedProcess.start(command, Map.of(), folder, log));
  }

  private boolean answers(HttpClient http, String path) {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve(path))
            .header("Authorization", "Bearer " + identities.admin())
            .timeout(Duration.ofSeconds(2))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private void await(String what, BooleanSupplier ready) throws IOException {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!ready.getAsBoolean()) {
      for (Map.Entry<String, OwnedProcess> each : processes.entrySet()) {
        if (!each.getValue().alive()) {
          throw new IOException(each.getKey() + " has ended:\n" + each.getValue().tail(20));
        }
      }
      if (Instant.now().isAfter(deadline)) {
        throw new IOException(what + " was not there within " + PATIENCE + logs());
      }
      try {
        Thread.sleep(POLL);
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }
  }

  private String logs() {
    StringBuilder all = new StringBuilder();
    processes.forEach(
        (name, each) -> all.append("\n--- ").append(name).append("\n").append(each.tail(10)));
    return all.toString();
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while the control plane started", e);
  }

  /** Base address of the API server. */
  public URI server() {
    return server;
  }

  /** PEM certificates that the API server's own is signed by. */
  public String authority() throws IOException {
    return Files.readString(flags.certificate());
  }

  /** The user {@code admin} in {@code system:masters}. */
  public Kubeconfig admin() throws IOException {
    return kubeconfig(identities.admin());
  }

  /** The user {@code testbed-nodes}, whose requests the audit log leaves out. */
  public Kubeconfig nodes() throws IOException {
    return kubeconfig(identities.nodes());
  }

  /**
   * A ServiceAccount with exactly the rights that RBAC gives it, by a token of the TokenRequest API
   * that is valid for a day.
   *
   * @throws KubernetesClientException if there is no such ServiceAccount
   */
  public Kubeconfig serviceAccount(String namespace, String name) throws IOException {
    TokenRequest request =
        new TokenRequestBuilder().withNewSpec().withExpirationSeconds(86_400L).endSpec().build();
    try (KubernetesClient client = admin().client()) {
      TokenRequest answer =
          client.serviceAccounts().inNamespace(namespace).withName(name).tokenRequest(request);
      return kubeconfig(answer.getStatus().getToken());
    }
  }

  /** Who asked what since the start. */
  public AuditLog audit() {
    return audit;
  }

  /** The kubectl of the same version. */
  public Path kubectl() {
    return binaries.program("kubectl");
  }

  /** The operating system's processes of this control plane. */
  public List<ProcessHandle> processes() {
    return processes.values().stream().flatMap(each -> each.handles().stream()).toList();
  }

  private Kubeconfig kubeconfig(String token) throws IOException {
    return new Kubeconfig(server, authority(), token);
  }

  /** Kills all of them and returns when they are gone. Their data are worth nothing afterwards. */
  @Override
  public void close() {
    processes.values().forEach(OwnedProcess::terminate);
    processes.values().forEach(OwnedProcess::close);
  }
}
