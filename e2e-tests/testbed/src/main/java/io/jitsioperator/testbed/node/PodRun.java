package io.jitsioperator.testbed.node;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A pod that really runs: volumes, init containers, containers, and its orderly end. */
final class PodRun implements HostedPod, ContainerOwner {

  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final long DEFAULT_GRACE = 30;

  private final Kubelet kubelet;
  private final PodContent content;
  private final StatusRendering rendering;
  private final StatusWriter writer;
  private final List<ContainerRun> inits;
  private final List<ContainerRun> mains;
  private final Thread life;
  private volatile Pod pod;
  private volatile boolean giveUp;
  private @Nullable Thread end;
  private volatile boolean stopping;
  private boolean killed;

  PodRun(Kubelet kubelet, SimulatedNode node, Pod pod, HttpClient http) {
    this.kubelet = kubelet;
    this.pod = pod;
    this.content = new PodContent(kubelet, node, pod);
    this.rendering = new StatusRendering(content.ip(), node.ip(), policy());
    this.writer = new StatusWriter(kubelet.client(), pod, node::connected, this::status);
    this.inits = runs(pod.getSpec().getInitContainers(), true, http);
    this.mains = runs(pod.getSpec().getContainers(), false, http);
    this.life = Thread.ofVirtual().name("pod " + pod.getMetadata().getName()).unstarted(this::live);
  }

  /** Begins to run. */
  void start() {
    life.start();
  }

  private List<ContainerRun> runs(
      List<io.fabric8.kubernetes.api.model.Container> containers, boolean init, HttpClient http) {
    return containers.stream()
        .map(
            each ->
                new ContainerRun(each, init, before(each.getName()), this, kubelet.images(), http))
        .toList();
  }

  /** Restarts that the status says already: the node was off and starts the pod again. */
  private int before(String container) {
    return StatusRendering.all(pod.getStatus())
        .filter(each -> each.getName().equals(container) && each.getState().getRunning() != null)
        .map(each -> each.getRestartCount() + 1)
        .findFirst()
        .orElse(0);
  }

  private void live() {
    try {
      changed();
      mount();
      for (ContainerRun init : inits) {
        if (init.run() != 0) {
          giveUp = !stopping;
          changed();
          return;
        }
      }
      List<Thread> threads = new ArrayList<>();
      for (ContainerRun main : mains) {
        threads.add(Thread.ofVirtual().name(main.name()).start(() -> run(main)));
      }
      for (Thread each : threads) {
        each.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void run(ContainerRun main) {
    try {
      main.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void mount() throws InterruptedException {
    while (!stopping) {
      try {
        content.refresh(pod);
        return;
      } catch (Blocked e) {
        warn(e.reason(), "MountVolume.SetUp failed: " + e.getMessage());
      } catch (IOException e) {
        warn("FailedMount", "MountVolume.SetUp failed: " + e);
      }
      synchronized (this) {
        if (!stopping) {
          wait(RETRY.toMillis());
        }
      }
    }
  }

  @Override
  public ContainerSpec spec(io.fabric8.kubernetes.api.model.Container container)
      throws Blocked, IOException {
    return content.spec(pod, container);
  }

  @Override
  public String uid() {
    return pod.getMetadata().getUid();
  }

  @Override
  public synchronized void update(Pod now) {
    pod = now;
    boolean deleted = now.getMetadata().getDeletionTimestamp() != null;
    if (!deleted) {
      refresh();
    } else if (end == null && !killed) {
      Long set = now.getMetadata().getDeletionGracePeriodSeconds();
      Duration grace = Duration.ofSeconds(Objects.requireNonNullElse(set, DEFAULT_GRACE));
      end = Thread.ofVirtual().name("end of pod").start(() -> end(grace));
    }
  }

  @Override
  public void refresh() {
    Thread.ofVirtual().name("refresh").start(this::refreshVolumes);
  }

  private void refreshVolumes() {
    synchronized (this) {
      notifyAll();
    }
    try {
      content.refresh(pod);
    } catch (Blocked | IOException e) {
      // A kubelet keeps what is mounted when its source goes away.
    }
    Stream.concat(inits.stream(), mains.stream()).forEach(ContainerRun::wake);
  }

  private void end(Duration grace) {
    stopAll(grace);
    changed();
    content.release();
    writer.remove();
  }

  private void stopAll(Duration grace) {
    synchronized (this) {
      stopping = true;
      notifyAll();
    }
    List<Thread> threads =
        Stream.concat(inits.stream(), mains.stream())
            .map(each -> Thread.ofVirtual().start(() -> each.stop(grace)))
            .toList();
    try {
      for (Thread each : threads) {
        each.join();
      }
      life.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void kill() {
    synchronized (this) {
      if (killed) {
        return;
      }
      killed = true;
    }
    writer.close();
    stopAll(Duration.ZERO);
    content.release();
  }

  @Override
  public void repeat() {
    writer.repeat();
  }

  @Override
  public void changed() {
    writer.write();
  }

  @Override
  public void warn(String reason, String message) {
    kubelet.events().warn(pod, reason, message);
  }

  @Override
  public boolean restarts(boolean init, int code) {
    return switch (policy()) {
      case "Never" -> false;
      case "OnFailure" -> code != 0;
      default -> !init || code != 0;
    };
  }

  @Override
  public Duration backoff(int crashes) {
    return kubelet.settings().backoff(crashes);
  }

  @Override
  public Duration grace() {
    Long set = pod.getSpec().getTerminationGracePeriodSeconds();
    return Duration.ofSeconds(Objects.requireNonNullElse(set, DEFAULT_GRACE));
  }

  private String policy() {
    return Objects.requireNonNullElse(pod.getSpec().getRestartPolicy(), "Always");
  }

  private PodStatus status() {
    return rendering.of(statuses(inits), statuses(mains), giveUp);
  }

  private static List<ContainerStatus> statuses(List<ContainerRun> runs) {
    return runs.stream().map(ContainerRun::status).toList();
  }

  @Override
  public Optional<Container> container(String name) {
    return Stream.concat(inits.stream(), mains.stream())
        .filter(each -> each.name().equals(name))
        .findFirst()
        .flatMap(ContainerRun::process);
  }
}
