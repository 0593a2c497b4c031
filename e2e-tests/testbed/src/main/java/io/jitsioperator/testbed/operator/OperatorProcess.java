package io.jitsioperator.testbed.operator;

import io.jitsioperator.testbed.process.Launcher;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The operator, started from its jar with the options it ships with; it dies with this JVM. */
public final class OperatorProcess implements AutoCloseable {

  private final Process process;
  private final int port;
  private final Path log;
  private final Instant started = Instant.now();
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

  private OperatorProcess(Process process, int port, Path log) {
    this.process = process;
    this.port = port;
    this.log = log;
  }

  /**
   * Starts it; it is not ready when this returns.
   *
   * @param repository root of the repository, where the jar was built
   * @param kubeconfig how it reaches the API server, as whom
   * @param namespace it believes to run in
   * @param settings further variables, which win over the ones made here
   * @param log file that gets its output; appended to
   */
  public static OperatorProcess start(
      Path repository, Path kubeconfig, String namespace, Map<String, String> settings, Path log)
      throws IOException {
    Path jar = repository.resolve("operator/target/jitsi-operator.jar");
    if (!Files.exists(jar)) {
      throw new IOException("There is no " + jar + ": run `make jars` first.");
    }
    int port = freePort();
    ProcessBuilder builder = new ProcessBuilder(command(repository, jar));
    Map<String, String> env = builder.environment();
    env.keySet()
        .removeIf(name -> name.startsWith("JITSI_OPERATOR_") || name.startsWith("KUBERNETES_"));
    env.put("KUBECONFIG", kubeconfig.toString());
    env.put("POD_NAMESPACE", namespace);
    env.put("POD_NAME", "jitsi-operator-0");
    env.put("JITSI_OPERATOR_HTTP_PORT", Integer.toString(port));
    env.putAll(settings);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return new OperatorProcess(Launcher.start(builder), port, log);
  }

  private static List<String> command(Path repository, Path jar) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "@" + repository.resolve("operator/src/main/jvm.options"),
        "-jar",
        jar.toString(),
        "run");
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
      if (!process.isAlive()) {
        throw new IOException("The operator ended with " + process.exitValue() + ":\n" + tail());
      }
      if (Instant.now().isAfter(end)) {
        throw new IOException(
            "The operator is not ready after " + timeout.toSeconds() + " s:\n" + tail());
      }
      Thread.sleep(20);
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

  public long pid() {
    return process.pid();
  }

  public boolean alive() {
    return process.isAlive();
  }

  /** When it was started. */
  public Instant started() {
    return started;
  }

  /** The last lines of its log. */
  public String tail() throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
  }

  /** SIGKILL: no chance to say goodbye. */
  public void killHard() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** SIGTERM, then SIGKILL after 15 s. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(15, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    http.close();
  }
}
