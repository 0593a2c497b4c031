package io.jitsioperator.testbed.jitsi;

import com.typesafe.config.ConfigException;
import io.jitsioperator.testbed.node.Container;
import io.jitsioperator.testbed.node.ContainerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The image {@code jicofo}: a simulated Jicofo that really logs in, under a supervisor that starts
 * its process again inside the container whenever it ends.
 */
public final class JicofoContainer implements Container {

  /** How long a crashed Jicofo is away: the supervisor's second and the start of a JVM. */
  private static final Duration RESTART = Duration.ofSeconds(3);

  private final ContainerSpec spec;
  private final ConferenceBook conferences;
  private final Orders orders;
  private final LogBuffer log;
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();
  private final Path config;
  private @Nullable Jicofo jicofo;
  private @Nullable JicofoRest rest;
  private boolean stopped;

  private JicofoContainer(ContainerSpec spec, ConferenceBook conferences, Orders orders) {
    this.spec = spec;
    this.conferences = conferences;
    this.orders = orders;
    this.log = new LogBuffer(spec.console());
    this.config = spec.scratch().resolve("config");
  }

  /**
   * Starts it.
   *
   * @throws IOException if {@code /config} cannot be copied
   */
  static JicofoContainer start(ContainerSpec spec, ConferenceBook conferences, Orders orders)
      throws IOException {
    JicofoContainer container = new JicofoContainer(spec, conferences, orders);
    if (!new EnvVars(spec.env()).has("JICOFO_AUTH_PASSWORD")) {
      container.log.add("FATAL ERROR: Jicofo auth password must be set");
      container.exit.complete(1);
      return container;
    }
    ConfigCopy.into(spec.mounts(), container.config);
    container.process();
    return container;
  }

  /** One start of the process; one that cannot start is tried again for ever. */
  private synchronized void process() {
    if (stopped || jicofo != null) {
      return;
    }
    try {
      JicofoConfig parsed = parse();
      jicofo =
          new Jicofo(
                  parsed, spec.network(), () -> conferences.of(spec.namespace(), spec.pod()), log)
              .start();
      if (parsed.restReachable()) {
        rest = JicofoRest.start(spec.address(), jicofo, orders);
      }
    } catch (IOException | IllegalArgumentException | ConfigException e) {
      log.add("Exception in thread \"main\" " + e);
      end();
      again();
    }
  }

  private JicofoConfig parse() throws IOException {
    Path custom = config.resolve("custom-jicofo.conf");
    if (Files.exists(custom) && !Hocon.parses(Files.readString(custom))) {
      throw new IOException("com.typesafe.config.ConfigException$Parse: custom-jicofo.conf");
    }
    EnvVars env = new EnvVars(spec.env());
    // The template puts it between quotes as it is.
    if (!Hocon.parses("password = \"" + env.text("JICOFO_AUTH_PASSWORD") + "\"")) {
      throw new IOException("com.typesafe.config.ConfigException$Parse: jicofo.conf");
    }
    return JicofoConfig.of(env);
  }

  private void again() {
    log.add("[s6] jicofo ended, starting it again");
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                Thread.sleep(RESTART);
                process();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private synchronized void end() {
    if (rest != null) {
      rest.close();
    }
    if (jicofo != null) {
      jicofo.close();
    }
    rest = null;
    jicofo = null;
  }

  /** A fault on demand: the process ends inside the container; its supervisor starts it again. */
  public void crash() {
    end();
    again();
  }

  /** A fault on demand: REST accepts connections and answers none, until told otherwise. */
  public synchronized void hang(boolean hung) {
    if (rest != null) {
      rest.hang(hung);
    }
  }

  /** Conferences at this moment, as it counts them itself; 0 while its process is down. */
  public synchronized int conferences() {
    return jicofo == null ? 0 : jicofo.conferences().conferences();
  }

  /**
   * A coincidence on demand: from now on this happens whenever somebody has asked for {@code
   * /stats} and has no answer yet; the answer tells what is true afterwards.
   */
  public synchronized void beforeStats(Runnable what) {
    if (rest != null) {
      rest.beforeStats(what);
    }
  }

  private void stop(int code) {
    synchronized (this) {
      stopped = true;
    }
    end();
    exit.complete(code);
  }

  @Override
  public CompletableFuture<Integer> exit() {
    return exit;
  }

  @Override
  public void terminate() {
    Thread.ofVirtual().start(() -> stop(0));
  }

  @Override
  public void kill() {
    stop(137);
  }

  @Override
  public String log() {
    return log.text();
  }
}
