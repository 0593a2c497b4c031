package io.jitsioperator.testbed.operator;

import io.jitsioperator.testbed.process.OwnedProcess;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The operator, started from its jar with the options it ships with; it dies with this JVM. */
public final class OperatorProcess implements AutoCloseable {

  private final OwnedProcess process;
  private final int port;
  private final Instant started = Instant.now();
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

  private OperatorProcess(OwnedProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts it; it is not ready when this returns.
   *
   * @param repository root of the repository, where the jar was built
   * @param kubeconfig how it reaches the API server, as whom
   * @param namespace it believes to run in
   * @param settings further variables, which win over the ones made here
   * @param log file that gets its output; appended to
   * @throws IOException if the jar was not built
   */
  public static OperatorProcess start(
      Path repository, Path kubeconfig, String namespace, Map<String, String> settings, Path log)
      throws IOException {
    return start(repository, List.of(), kubeconfig, namespace, settings, log);
  }

  /**
   * Starts another build of it: the same jar with some classes replaced.
   *
   * @param inFront folders of classes that win over the jar's
   */
  static OperatorProcess start(
      Path repository,
      List<Path> inFront,
      Path kubeconfig,
      String namespace,
      Map<String, String> settings,
      Path log)
      throws IOException {
    Path jar = repository.resolve("operator/target/jitsi-operator.jar");
    if (!Files.exists(jar)) {
      throw new IOException("There is no " + jar + ": run `make jars` first.");
    }
    int port = freePort();
    Map<String, String> env = new HashMap<>();
    env.put("KUBECONFIG", kubeconfig.toString());
    env.put("POD_NAMESPACE", namespace);
    env.put("POD_NAME", "jitsi-operator-0");
    env.put("JITSI_OPERATOR_HTTP_PORT", Integer.toString(port));
    env.putAll(settings);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + repository.resolve("operator/src/main/jvm.options"));
    command.addAll(program(jar, inFront));
    command.add("run");
    return new OperatorProcess(OwnedProcess.start(command, env, repository, log), port);
  }

  private static List<String> program(Path jar, List<Path> inFront) {
    return inFront.isEmpty()
        ? List.of("-jar", jar.toString())
        : List.of(
            "-cp",
            Stream.concat(inFront.stream(), Stream.of(jar))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator)),
            "io.jitsioperator.Main");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Blocks until {@code /readyz} says yes. */
  public void awaitReady(Duration timeout) throws IOException, InterruptedException {
    Instant end = Instant.now().plus(timeout);
    while (status("/readyz") != 200) {
      if (!process.alive()) {
        throw new IOException("The operator ended with " + process.exit().join() + ":\n" + tail());
      }
      if (Instant.now().isAfter(end)) {
        throw new IOException(
            "The operator is not ready after " + timeout.toSeconds() + " s:\n" + tail());
      }
      Thread.sleep(20);
    }
  }

  /** {@code /readyz} in words; empty while it does not answer. */
  public String readiness() throws InterruptedException {
    try {
      return get("/readyz").body();
    } catch (IOException notYet) {
      return "";
    }
  }

  /** HTTP status of one of its pages; 0 while it does not answer. */
  public int status(String path) throws InterruptedException {
    try {
      return get(path).statusCode();
    } catch (IOException notYet) {
      return 0;
    }
  }

  /** {@code /metrics} as text. */
  public String metrics() throws IOException, InterruptedException {
    return get("/metrics").body();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    return http.send(
        HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** The Java process itself, not the shell that guards it. */
  public ProcessHandle java() {
    return process.handles().stream()
        .filter(h -> h.info().command().orElse("").endsWith("java"))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the operator does not run"));
  }

  /** Whether it runs. */
  public boolean alive() {
    return process.alive();
  }

  /** When it was started. */
  public Instant started() {
    return started;
  }

  /** The last lines of its log. */
  public String tail() {
    return process.tail(40);
  }

  /** SIGTERM; returns its exit code when it has ended. */
  public int stop() {
    process.terminate();
    return process.exit().join();
  }

  /** SIGKILL: no chance to say goodbye. */
  @Override
  public void close() {
    process.close();
    http.close();
  }
}
