package io.jitsioperator.testbed.node;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.jitsioperator.testbed.network.PodNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A pod that really runs: volumes, init containers, containers, and its orderly end. */
final class PodRun implements HostedPod, ContainerRun.Owner {

  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final long DEFAULT_GRACE = 30;

  private final Kubelet kubelet;
  private final SimulatedNode node;
  private final InetAddress address;
  private final Path folder;
  private final PodVolumes volumes;
  private final ServiceAccountTokens tokens;
  private final PodNetwork network;
  private final StatusRendering rendering;
  private final StatusWriter writer;
  private final List<ContainerRun> inits;
  private final List<ContainerRun> mains;
  private final AtomicInteger starts = new AtomicInteger();
  private final Thread life;
  private volatile Pod pod;
  private volatile boolean giveUp;
  private @Nullable Thread end;
  private volatile boolean killed;

  PodRun(Kubelet kubelet, SimulatedNode node, Pod pod, HttpClient http) {
    this.kubelet = kubelet;
    this.node = node;
    this.pod = pod;
    this.address = kubelet.addresses().take();
    this.folder = kubelet.folder().resolve(pod.getMetadata().getUid());
    this.volumes = new PodVolumes(folder);
    this.tokens = new ServiceAccountTokens(kubelet.client(), pod);
    this.network =
        kubelet.network().forPod(pod.getMetadata().getNamespace(), pod.getMetadata().getName());
    String ip = address.getHostAddress();
    this.rendering = new StatusRendering(ip, node.ip(), policy());
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
          giveUp = true;
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
    } catch (InterruptedException stopped) {
      // The pod ends before its containers began.
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
    while (true) {
      try {
        Files.createDirectories(folder);
        volumes.refresh(pod.getSpec().getVolumes(), files());
        return;
      } catch (Blocked e) {
        warn(e.reason(), "MountVolume.SetUp failed: " + e.getMessage());
      } catch (IOException e) {
        warn("FailedMount", "MountVolume.SetUp failed: " + e);
      }
      synchronized (this) {
        wait(RETRY.toMillis());
      }
    }
  }

  @Override
  public ContainerSpec spec(io.fabric8.kubernetes.api.model.Container container)
      throws Blocked, IOException {
    String start = container.getName() + "-" + starts.incrementAndGet();
    Path scratch = Files.createDirectories(folder.resolve("scratch").resolve(start));
    Map<String, String> env = new ContainerEnv(fields(), contents()).of(container);
    return new ContainerSpec(
        pod.getMetadata().getNamespace(),
        pod.getMetadata().getName(),
        container.getName(),
        container.getImage(),
        address,
        Map.copyOf(env),
        Map.copyOf(volumes.mounts(pod.getSpec().getVolumes(), container, scratch)),
        scratch,
        network);
  }

  private VolumeFiles files() {
    return new VolumeFiles(fields(), contents(), tokens::token);
  }

  private PodFields fields() {
    return new PodFields(pod, address.getHostAddress(), node.ip(), node.capacity());
  }

  private Contents contents() {
    return Contents.of(kubelet.view(), pod.getMetadata().getNamespace());
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
    if (!Files.isDirectory(folder)) {
      return;
    }
    try {
      volumes.refresh(pod.getSpec().getVolumes(), files());
    } catch (Blocked | IOException e) {
      // A kubelet keeps what is mounted when its source goes away.
    }
    Stream.concat(inits.stream(), mains.stream()).forEach(ContainerRun::wake);
  }

  private void end(Duration grace) {
    Duration left = preStop(grace);
    stopAll(left);
    try {
      life.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    changed();
    release();
    writer.remove();
  }

  /** Only {@code sleep} is simulated; other hooks are named as what they are: not run. */
  private Duration preStop(Duration grace) {
    Duration longest = Duration.ZERO;
    for (var container : pod.getSpec().getContainers()) {
      Lifecycle lifecycle = container.getLifecycle();
      if (lifecycle == null || lifecycle.getPreStop() == null) {
        continue;
      }
      if (lifecycle.getPreStop().getSleep() == null) {
        warn("FailedPreStopHook", "only sleep hooks are simulated: this one was not run");
        continue;
      }
      Duration sleep = Duration.ofSeconds(lifecycle.getPreStop().getSleep().getSeconds());
      longest = sleep.compareTo(longest) > 0 ? sleep : longest;
    }
    Duration pause = longest.compareTo(grace) < 0 ? longest : grace;
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return grace.minus(pause);
  }

  private void stopAll(Duration grace) {
    life.interrupt();
    List<Thread> threads =
        Stream.concat(inits.stream(), mains.stream())
            .map(each -> Thread.ofVirtual().start(() -> each.stop(grace)))
            .toList();
    for (Thread each : threads) {
      try {
        each.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
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
    release();
  }

  private void release() {
    kubelet.addresses().release(address);
    Folders.remove(folder);
  }

  @Override
  public void publish() {
    writer.write();
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
  public Duration backoff(int restarts) {
    return kubelet.settings().backoff(restarts);
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
