package io.jitsioperator.benchmarks;

import io.jitsioperator.testbed.process.OwnedProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The child process that runs {@link Floor}. */
final class FloorProcess implements AutoCloseable {

  /** The operator's, so that the same fields get the same owner. */
  static final String FIELD_MANAGER = "jitsi-operator";

  private static final int CONNECT_MILLIS = 10_000;

  private final OwnedProcess process;
  private final Socket socket;
  private final BufferedReader in;
  private final PrintWriter out;

  private FloorProcess(OwnedProcess process, Socket socket) throws IOException {
    this.process = process;
    this.socket = socket;
    this.in =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    this.out = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8);
  }

  /**
   * Starts it.
   *
   * @param repository root of the repository, for the options of the operator's JVM
   * @param kubeconfig the operator's own
   * @param objects one JSON object a line, in the order in which a shard's are written
   * @param log gets its output
   */
  static FloorProcess start(Path repository, Path kubeconfig, Path objects, Path log)
      throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      server.setSoTimeout(CONNECT_MILLIS);
      List<String> command =
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "@" + repository.resolve("operator/src/main/jvm.options"),
              "-cp",
              System.getProperty("java.class.path"),
              Floor.class.getName(),
              Integer.toString(server.getLocalPort()),
              objects.toString());
      Map<String, String> env = Map.of("KUBECONFIG", kubeconfig.toString());
      Path here = Objects.requireNonNull(Path.of("").toAbsolutePath());
      OwnedProcess process = OwnedProcess.start(command, env, here, log);
      try {
        return new FloorProcess(process, server.accept());
      } catch (IOException e) {
        process.close();
        throw new IOException("The floor did not start:\n" + process.tail(20), e);
      }
    }
  }

  /** Gets ready to apply into a namespace where the shards that own the objects exist. */
  void prepare(String namespace) throws IOException {
    say(namespace, "ready");
  }

  /** Applies all objects and returns when the last request is answered. */
  void apply() throws IOException {
    say("go", "done");
  }

  private void say(String line, String answer) throws IOException {
    out.println(line);
    if (!answer.equals(in.readLine())) {
      process.close();
      throw new IOException("The floor broke:\n" + process.tail(20));
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    process.close();
  }
}
