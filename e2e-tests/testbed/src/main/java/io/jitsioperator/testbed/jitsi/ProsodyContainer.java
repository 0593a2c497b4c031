package io.jitsioperator.testbed.jitsi;

import io.jitsioperator.testbed.node.Container;
import io.jitsioperator.testbed.node.ContainerSpec;
import io.jitsioperator.testbed.process.Launcher;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
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

  private final LogBuffer log = new LogBuffer();
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();
  private @Nullable Process prosody;
  private @Nullable Process setup;
  private boolean stopping;
  private boolean killed;

  private ProsodyContainer() {}

  /**
   * Starts it; the ports answer about half a second later.
   *
   * @throws IOException if this machine has no Prosody
   */
  public static ProsodyContainer start(ContainerSpec spec) throws IOException {
    ProsodyProgram program = ProsodyProgram.find();
    ProsodyContainer container = new ProsodyContainer();
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
      while (launch(program.server(files)) instanceof Process process) {
        log.drain(process.getInputStream());
        int code = process.waitFor();
        if (!restart(code)) {
          ended(code > 128 ? 0 : code);
          return;
        }
        Thread.sleep(RESTART_DELAY);
      }
      ended(0);
    } catch (IOException | InterruptedException e) {
      end("Prosody could not be started: " + e.getMessage(), 1);
    }
  }

  /** After SIGKILL it is {@link #kill()} that tells, once the ports are free. */
  private synchronized void ended(int code) {
    if (!killed) {
      exit.complete(code);
    }
  }

  private synchronized @Nullable Process launch(ProcessBuilder builder) throws IOException {
    return stopping ? null : (prosody = Launcher.start(builder));
  }

  private synchronized boolean restart(int code) {
    if (!stopping) {
      log.add("[s6] prosody ended with " + code + ", starting it again");
    }
    return !stopping;
  }

  private void register(ProsodyProgram program, ProsodyFiles files) {
    ProsodyConfig config = files.config();
    Instant end = Instant.now().plus(SETUP_TIMEOUT);
    try {
      while (!answers(config.address(), config.httpPort())) {
        if (stopping() || Instant.now().isAfter(end)) {
          end("[register-setup] ERROR: Prosody did not become ready in time", 1);
          return;
        }
        Thread.sleep(20);
      }
      Process script = setUp(program.registerSetup(files));
      if (script != null) {
        log.drain(script.getInputStream());
      }
    } catch (IOException | InterruptedException e) {
      end("[register-setup] " + e.getMessage(), 1);
    }
  }

  private synchronized @Nullable Process setUp(ProcessBuilder builder) throws IOException {
    return stopping ? null : (setup = Launcher.start(builder));
  }

  private static boolean answers(String address, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 1000);
      return true;
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
    exit.complete(code);
  }

  private synchronized void stop(boolean hard) {
    stopping = true;
    killed |= hard;
    for (Process process : new Process[] {setup, prosody}) {
      if (process != null && hard) {
        process.destroyForcibly();
      } else if (process != null) {
        process.destroy();
      }
    }
  }

  /** Process id of the running Prosody; empty between its end and its next start. */
  public synchronized OptionalLong pid() {
    return prosody != null && prosody.isAlive()
        ? OptionalLong.of(prosody.pid())
        : OptionalLong.empty();
  }

  /** A fault on demand: SIGKILL to the process inside the container, which its supervisor mends. */
  public synchronized void crash() {
    if (prosody != null) {
      prosody.destroyForcibly();
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
    Process last;
    synchronized (this) {
      last = prosody;
    }
    if (last != null) {
      last.onExit().join();
    }
    exit.complete(137);
  }

  @Override
  public String log() {
    return log.text();
  }
}
