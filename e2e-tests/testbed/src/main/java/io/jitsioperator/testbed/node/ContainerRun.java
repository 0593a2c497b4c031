package io.jitsioperator.testbed.node;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One container of a pod over all its restarts. */
final class ContainerRun implements Probes.Listener {

  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration CALM = Duration.ofMinutes(10);

  private final io.fabric8.kubernetes.api.model.Container container;
  private final boolean init;
  private final ContainerOwner owner;
  private final Images images;
  private final HttpClient http;

  private ContainerState state;
  private @Nullable ContainerState last;
  private @Nullable Container process;
  private @Nullable Probes probes;
  private String id = "";
  private int restarts;
  private boolean started;
  private boolean ready;
  private boolean stopping;

  ContainerRun(
      io.fabric8.kubernetes.api.model.Container container,
      boolean init,
      int restarts,
      ContainerOwner owner,
      Images images,
      HttpClient http) {
    this.container = container;
    this.init = init;
    this.restarts = restarts;
    this.owner = owner;
    this.images = images;
    this.http = http;
    this.state = waiting(init ? "PodInitializing" : "ContainerCreating", null);
  }

  /** Runs until the container shall not run again; the code of its last exit. */
  int run() throws InterruptedException {
    int crashes = 0;
    while (true) {
      Instant begun = Instant.now();
      Optional<Container> running = begin();
      if (running.isEmpty()) {
        if (pause(RETRY, true)) {
          return 137;
        }
        continue;
      }
      int code = running.get().exit().join();
      ended(code);
      if (stopped() || !owner.restarts(init, code)) {
        return code;
      }
      crashes = Duration.between(begun, Instant.now()).compareTo(CALM) > 0 ? 0 : crashes;
      if (crashWait(owner.backoff(crashes++))) {
        return code;
      }
    }
  }

  private Optional<Container> begin() {
    if (stopped()) {
      return Optional.empty();
    }
    try {
      ContainerSpec spec = owner.spec(container);
      Container fresh = images.start(spec);
      synchronized (this) {
        process = fresh;
        id = "testbed://" + UUID.randomUUID();
        state = new ContainerStateBuilder().withNewRunning(StatusRendering.now()).build();
        if (stopping) {
          fresh.kill();
        } else if (!init) {
          probes = new Probes(container, spec.address(), http, this);
        }
      }
      owner.changed();
      startProbes();
      return Optional.of(fresh);
    } catch (Blocked e) {
      blocked(e.reason(), Objects.requireNonNull(e.getMessage()));
    } catch (IOException e) {
      blocked("ErrImagePull", "image " + container.getImage() + ": " + e.getMessage());
    } catch (RuntimeException e) {
      blocked("CreateContainerError", "a mistake in the simulation: " + e);
    }
    return Optional.empty();
  }

  private synchronized void startProbes() {
    if (probes != null) {
      probes.start();
    }
  }

  private void blocked(String reason, String message) {
    synchronized (this) {
      state = waiting(reason, message);
    }
    owner.warn("Failed", "container " + container.getName() + ": " + message);
    owner.changed();
  }

  private void ended(int code) {
    synchronized (this) {
      if (probes != null) {
        probes.close();
        probes = null;
      }
      ready = false;
      started = false;
      String since =
          state.getRunning() == null ? StatusRendering.now() : state.getRunning().getStartedAt();
      state =
          new ContainerStateBuilder()
              .withNewTerminated()
              .withExitCode(code)
              .withReason(code == 0 ? "Completed" : "Error")
              .withContainerID(id)
              .withStartedAt(since)
              .withFinishedAt(StatusRendering.now())
              .endTerminated()
              .build();
    }
    owner.changed();
  }

  /** Waits before a restart; true if there is none because the pod ends. */
  private boolean crashWait(Duration pause) throws InterruptedException {
    synchronized (this) {
      last = state;
      if (!pause.isZero()) {
        String name = container.getName();
        String message = "back-off " + pause + " restarting failed container=" + name;
        state = waiting("CrashLoopBackOff", message);
      }
    }
    if (!pause.isZero()) {
      owner.warn("BackOff", "Back-off restarting failed container " + container.getName());
      owner.changed();
    }
    boolean stop = pause(pause, false);
    synchronized (this) {
      restarts++;
    }
    return stop;
  }

  private synchronized boolean pause(Duration pause, boolean untilWoken)
      throws InterruptedException {
    Instant end = Instant.now().plus(pause);
    long left = pause.toMillis();
    while (!stopping && left > 0) {
      wait(left);
      left = untilWoken ? 0 : Duration.between(Instant.now(), end).toMillis();
    }
    return stopping;
  }

  /** Something that the container may wait for has changed. */
  synchronized void wake() {
    notifyAll();
  }

  /**
   * Ends it for good: its hook, SIGTERM, and SIGKILL when the time is over. Returns when it has
   * ended.
   */
  void stop(Duration grace) {
    @Nullable Container running;
    synchronized (this) {
      stopping = true;
      running = process;
      notifyAll();
    }
    if (running == null || running.exit().isDone()) {
      return;
    }
    end(running, grace);
  }

  private void end(Container running, Duration grace) {
    try {
      Duration left = new PreStop(container).run(running, grace, owner);
      if (left.isPositive()) {
        running.terminate();
      }
      running.exit().get(left.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      running.kill();
    } catch (InterruptedException e) {
      running.kill();
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException("exit() never fails", e);
    }
  }

  @Override
  public void started() {
    synchronized (this) {
      if (started) {
        return;
      }
      started = true;
    }
    owner.changed();
  }

  @Override
  public void ready(boolean now, String message) {
    boolean changed;
    synchronized (this) {
      changed = ready != now && state.getRunning() != null;
      ready = changed ? now : ready;
    }
    if (!now) {
      owner.warn("Unhealthy", "Readiness probe failed: " + message);
    }
    if (changed) {
      owner.changed();
    }
  }

  @Override
  public void unhealthy(String message) {
    owner.warn("Unhealthy", message);
    @Nullable Container running;
    synchronized (this) {
      running = process;
      if (probes != null) {
        probes.close();
      }
    }
    if (running != null && !running.exit().isDone()) {
      Thread.ofVirtual().start(() -> end(running, owner.grace()));
    }
  }

  /** The program that runs now or ran last. */
  synchronized Optional<Container> process() {
    return Optional.ofNullable(process);
  }

  String name() {
    return container.getName();
  }

  private synchronized boolean stopped() {
    return stopping;
  }

  synchronized ContainerStatus status() {
    boolean over = state.getTerminated() != null;
    boolean done = init && over && state.getTerminated().getExitCode() == 0;
    return new ContainerStatusBuilder()
        .withName(container.getName())
        .withImage(container.getImage())
        .withImageID(process == null ? "" : container.getImage())
        .withContainerID(id.isEmpty() ? null : id)
        .withState(state)
        .withLastState(last)
        .withRestartCount(restarts)
        .withStarted(started)
        .withReady(init ? done : ready)
        .build();
  }

  private static ContainerState waiting(String reason, @Nullable String message) {
    return new ContainerStateBuilder().withNewWaiting(message, reason).build();
  }
}
