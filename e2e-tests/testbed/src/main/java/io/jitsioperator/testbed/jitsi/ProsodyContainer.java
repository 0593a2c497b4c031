package io.jitsioperator.testbed.jitsi;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.jitsioperator.testbed.node.Container;
import io.jitsioperator.testbed.node.ContainerSpec;
import io.jitsioperator.testbed.process.OwnedProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The image {@code prosody}: a real Prosody, configured from the pod's variables and mounts.
 *
 * <p>As in the image, a supervisor starts Prosody again when its process ends, inside the same
 * container and with the files of the container's start; the accounts are made once per container
 * start, after Prosody answers, so that logins fail for a moment.
 */
public final class ProsodyContainer implements Container {

  /** The set-up script asks 60 times, every 2 s. */
  private static final Duration SETUP_TIMEOUT = Duration.ofSeconds(120);

  /** s6-supervise starts a service at most once a second. */
  private static final Duration RESTART_DELAY = Duration.ofSeconds(1);

  private final LogBuffer log;
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();
  private @Nullable OwnedProcess prosody;
  private @Nullable OwnedProcess setup;
  private volatile @Nullable ProsodyFiles current;
  private boolean stopping;
  private boolean killed;

  private ProsodyContainer(ContainerSpec spec) {
    log = new LogBuffer(ProsodyProgram.output(spec.scratch()), spec.console());
  }

  /**
   * Starts it; the ports answer about half a second later.
   *
   * @throws IOException if this machine has no Prosody
   */
  public static ProsodyContainer start(ContainerSpec spec) throws IOException {
    ProsodyProgram program = ProsodyProgram.find();
    ProsodyContainer container = new ProsodyContainer(spec);
    String fatal = refusal(new EnvVars(spec.env()));
    if (fatal != null) {
      container.end(fatal, 1);
      return container;
    }
    ProsodyFiles files;
    try {
      files = ProsodyFiles.of(spec);
    } catch (NumberFormatException noPort) {
      container.end("prosody: " + noPort.getMessage(), 1);
      return container;
    }
    container.current = files;
    Thread.ofVirtual().name("prosody " + spec.pod()).start(() -> container.run(program, files));
    return container;
  }

  /** The sentence with which the image's scripts end the container, or null. */
  private static @Nullable String refusal(EnvVars env) {
    if (!env.has("JICOFO_AUTH_PASSWORD")) {
      return "FATAL ERROR: Jicofo auth password must be set";
    }
    if (!env.has("JVB_AUTH_PASSWORD")) {
      return "FATAL ERROR: JVB auth password must be set";
    }
    String mode = env.text("PROSODY_MODE", "client");
    if (!List.of("client", "brewery").contains(mode)) {
      return "The testbed's Prosody knows PROSODY_MODE client and brewery, not " + mode;
    }
    if (env.flag("ENABLE_AUTH", false) && !env.text("AUTH_TYPE", "internal").equals("internal")) {
      return "The testbed's Prosody knows AUTH_TYPE internal, not " + env.text("AUTH_TYPE");
    }
    return null;
  }

  private void run(ProsodyProgram program, ProsodyFiles files) {
    Thread.ofVirtual().start(() -> register(program, files));
    try {
      while (launch(program, files) instanceof OwnedProcess process) {
        int code = process.exit().join();
        if (stopping()) {
          ended(code > 128 ? 0 : code);
          return;
        }
        log.add("[s6] prosody ended with " + code + ", starting it again");
        Thread.sleep(RESTART_DELAY);
      }
      ended(0);
    } catch (IOException | InterruptedException e) {
      end("Prosody could not be started: " + e.getMessage(), 1);
    }
  }

  private synchronized @Nullable OwnedProcess launch(ProsodyProgram program, ProsodyFiles files)
      throws IOException {
    return stopping ? null : (prosody = program.server(files));
  }

  private void register(ProsodyProgram program, ProsodyFiles files) {
    ProsodyConfig config = files.config();
    Instant end = Instant.now().plus(SETUP_TIMEOUT);
    try {
      while (!answers(config.address(), config.httpPort())) {
        if (stopping()) {
          return;
        }
        if (Instant.now().isAfter(end)) {
          end("[register-setup] ERROR: Prosody did not become ready in time", 1);
          return;
        }
        Thread.sleep(20);
      }
      setUp(program, files);
    } catch (IOException | InterruptedException e) {
      end("[register-setup] " + e.getMessage(), 1);
    }
  }

  private synchronized void setUp(ProsodyProgram program, ProsodyFiles files) throws IOException {
    if (!stopping) {
      setup = program.registerSetup(files);
    }
  }

  /**
   * The script's question to {@code /health}. Any answer will do: that the port is open is not
   * enough, Prosody serves its shell only when all modules are loaded.
   */
  private static boolean answers(String address, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 1000);
      socket.getOutputStream().write("GET /health HTTP/1.0\r\n\r\n".getBytes(US_ASCII));
      return socket.getInputStream().read() >= 0;
    } catch (IOException notYet) {
      return false;
    }
  }

  private synchronized boolean stopping() {
    return stopping;
  }

  /** Ends the container with {@code code} after the last words. */
  private void end(String words, int code) {
    log.add(words);
    stop(true);
    complete(code);
  }

  /** After SIGKILL it is {@link #kill()} that tells, once the ports are free. */
  private void ended(int code) {
    boolean told;
    synchronized (this) {
      told = killed;
    }
    if (!told) {
      stop(true);
      complete(code);
    }
  }

  private void complete(int code) {
    log.keep();
    exit.complete(code);
  }

  /** Hard: SIGKILL, and back when all processes are gone. */
  private synchronized void stop(boolean hard) {
    stopping = true;
    killed |= hard;
    for (OwnedProcess process : new OwnedProcess[] {setup, prosody}) {
      if (process != null && hard) {
        process.close();
      } else if (process != null) {
        process.terminate();
      }
    }
  }

  /**
   * Runs {@code prosodyctl} in the container, as {@code kubectl exec} does.
   *
   * @param arguments without {@code --config}
   * @return what it prints
   * @throws IOException if it fails, with what it printed
   */
  public String prosodyctl(String... arguments) throws IOException {
    ProsodyFiles now = current;
    if (now == null) {
      throw new IOException("Prosody has not been configured yet");
    }
    return ProsodyProgram.prosodyctl(now, List.of(arguments));
  }

  /** A fault on demand: SIGKILL to the process inside the container, which its supervisor mends. */
  public synchronized void crash() {
    if (prosody != null) {
      prosody.close();
    }
  }

  @Override
  public CompletableFuture<Integer> exit() {
    return exit;
  }

  @Override
  public void terminate() {
    stop(false);
  }

  @Override
  public void kill() {
    stop(true);
    complete(137);
  }

  @Override
  public String log() {
    return log.text();
  }
}
