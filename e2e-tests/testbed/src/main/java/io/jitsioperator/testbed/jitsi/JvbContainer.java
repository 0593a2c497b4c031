package io.jitsioperator.testbed.jitsi;

import com.typesafe.config.ConfigException;
import io.jitsioperator.testbed.node.Container;
import io.jitsioperator.testbed.node.ContainerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The image {@code jvb}: a simulated videobridge that really shows itself in its breweries, under a
 * supervisor that starts its process again inside the container, unless it has ended gracefully.
 *
 * <p>Tests put conferences on it and break it through its methods.
 */
public final class JvbContainer implements Container {

  /** How long a crashed bridge is away: the supervisor's second and the start of a JVM. */
  private static final Duration RESTART = Duration.ofSeconds(3);

  private static final Duration HOOK_LOOKS = Duration.ofSeconds(1);

  /** A real bridge's own guess (reference.conf {@code average-participant-stress}). */
  private static final double STRESS_PER_PARTICIPANT = 0.01;

  private static final int TERMINATED = 143;
  private static final int KILLED = 137;

  private final ContainerSpec spec;
  private final Orders orders;
  private final LogBuffer log;
  private final Path config;
  private final JvbFaults faults = new JvbFaults();
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();
  private volatile double stressPerParticipant = STRESS_PER_PARTICIPANT;
  private @Nullable Jvb jvb;
  private boolean stopped;

  private JvbContainer(ContainerSpec spec, Orders orders) {
    this.spec = spec;
    this.orders = orders;
    this.log = new LogBuffer(spec.console());
    this.config = spec.scratch().resolve("config");
  }

  /**
   * Starts it.
   *
   * @throws IOException if {@code /config} cannot be copied
   */
  public static JvbContainer start(ContainerSpec spec) throws IOException {
    return start(spec, new Orders());
  }

  static JvbContainer start(ContainerSpec spec, Orders orders) throws IOException {
    JvbContainer container = new JvbContainer(spec, orders);
    JvbTemplate template = new JvbTemplate(new EnvVars(spec.env()), spec.pod());
    Optional<String> refusal = template.refusal();
    if (refusal.isPresent()) {
      container.log.add(refusal.get());
      container.exit.complete(1);
      return container;
    }
    // Once per container: a process that is started again reads this copy, and what it includes.
    ConfigCopy.into(spec.mounts(), container.config);
    Files.writeString(container.config.resolve("jvb.conf"), template.text());
    container.process();
    return container;
  }

  /** One start of the process; one that cannot start is tried again for ever. */
  private synchronized void process() {
    if (stopped || jvb != null) {
      return;
    }
    try {
      JvbConfig read =
          JvbConfig.read(config.resolve("jvb.conf").toFile(), spec.mounts(), spec.env());
      jvb = new Jvb(read, spec, faults, () -> stressPerParticipant, orders, this::ended, log);
      jvb.start();
    } catch (ConfigException | IOException e) {
      log.add("Exception in thread \"main\" " + e);
      end(false);
      again(1);
    }
  }

  /** The process exits with status 0, and with it the container. */
  private void ended() {
    // Not in the run's own thread, which ends with it.
    Thread.ofVirtual().start(() -> stop(true, 0));
  }

  private void again(int code) {
    log.add("[s6] jvb ended with " + code + ", starting it again");
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

  private synchronized void end(boolean politely) {
    if (jvb != null) {
      jvb.close(politely);
    }
    jvb = null;
  }

  private void stop(boolean politely, int code) {
    synchronized (this) {
      stopped = true;
    }
    end(politely);
    exit.complete(code);
  }

  /** From now on this is wrong with it, in every run, until it is healed. */
  public void fault(JvbFault fault) {
    faults.set(fault);
    if (fault instanceof JvbFault.LostXmpp) {
      running().ifPresent(run -> run.clients().cut());
    }
  }

  /** This is not wrong with it any more. */
  public void heal(Class<? extends JvbFault> type) {
    faults.heal(type);
  }

  /** Nothing is wrong with it any more. */
  public void healAll() {
    faults.healAll();
  }

  /**
   * A fault on demand: the process dies inside the container, with all that it knew; its supervisor
   * starts it again. The XMPP servers find out by themselves.
   */
  public void crash() {
    end(false);
    faults.heal(JvbFault.Hang.class);
    again(KILLED);
  }

  private synchronized Optional<Jvb> running() {
    return Optional.ofNullable(jvb);
  }

  private Optional<Jvb> answering() {
    return running().filter(run -> !faults.has(JvbFault.Hang.class));
  }

  /**
   * Participants come to a conference on this bridge.
   *
   * @return false if it refuses, because it is in graceful shutdown and the conference is new, or
   *     if it does not answer, because it hangs or is down
   */
  public boolean join(String conference, int participants) {
    return answering().map(run -> run.join(conference, participants)).orElse(false);
  }

  /** Participants leave, at most those that are there; the last one ends the conference. */
  public void leave(String conference, int participants) {
    running().ifPresent(run -> run.leave(conference, participants));
  }

  /** So many participants of this conference are on other bridges now, connected by relays. */
  public void relay(String conference, int remote) {
    running().ifPresent(run -> run.load().relay(conference, remote));
  }

  /** Participants that are connected to this bridge now; 0 while its process is down. */
  public int endpoints() {
    return running().map(Jvb::endpoints).orElse(0);
  }

  /** How much stress each of them makes from the next measurement on; 1 is the threshold. */
  public void stressPerParticipant(double stress) {
    stressPerParticipant = stress;
  }

  /** The moment before this run first showed its breweries that it is unhealthy; for benchmarks. */
  public Optional<Instant> saidUnhealthy() {
    return running().flatMap(Jvb::saidSick);
  }

  /** What it tells clients about where its media is, {@code address:port} each. */
  public List<String> advertised() {
    return running().map(run -> run.config().advertised()).orElse(List.of());
  }

  /**
   * What an operator's hook stands for: drain, ask for the end that waits for calls, wait for it.
   * It asks again when the bridge was restarted meanwhile and knows nothing of it any more.
   */
  @Override
  public CompletableFuture<Void> preStop(List<String> command) {
    String script = String.join(" ", command);
    if (!script.contains("/colibri/drain/enable") || !script.contains("/colibri/shutdown")) {
      return CompletableFuture.failedFuture(
          new IOException("a hook that does not drain and shut down is not simulated: " + script));
    }
    Thread.ofVirtual().name("preStop " + spec.pod()).start(this::askToEnd);
    return exit.thenAccept(code -> {});
  }

  private void askToEnd() {
    try {
      while (!exit.isDone()) {
        Optional<Jvb> run = running();
        if (run.isPresent()) {
          run.get().askToEnd();
        }
        Thread.sleep(HOOK_LOOKS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public CompletableFuture<Integer> exit() {
    return exit;
  }

  /** It ends at once, calls or not; one that hangs does not hear it. */
  @Override
  public void terminate() {
    if (!faults.has(JvbFault.Hang.class)) {
      Thread.ofVirtual().start(() -> stop(true, TERMINATED));
    }
  }

  @Override
  public void kill() {
    stop(false, KILLED);
  }

  @Override
  public String log() {
    return log.text();
  }
}
