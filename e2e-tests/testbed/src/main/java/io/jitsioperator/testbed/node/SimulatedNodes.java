package io.jitsioperator.testbed.node;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.jitsioperator.testbed.network.AddressBlock;
import io.jitsioperator.testbed.network.Network;
import io.jitsioperator.testbed.view.View;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Nodes that run the pods which the real scheduler binds to them, as kubelets would: everything a
 * pod's specification says is obeyed or refused with a sentence, nothing is silently skipped but
 * security contexts (admission checks those) and resource limits.
 */
public final class SimulatedNodes implements AutoCloseable {

  /** Instant pods write their status at most so many at a time. */
  private static final int WRITERS = 16;

  private final Kubelet kubelet;
  private final Map<String, SimulatedNode> nodes = new LinkedHashMap<>();
  private final Map<String, HostedPod> pods = new ConcurrentHashMap<>();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService writers =
      Executors.newFixedThreadPool(WRITERS, Thread.ofVirtual().factory());
  private volatile boolean closed;

  private SimulatedNodes(Kubelet kubelet) {
    this.kubelet = kubelet;
  }

  /**
   * Registers the nodes and begins to run pods.
   *
   * @param client with the rights of kubelets
   * @param folder an existing folder for volumes; the caller removes it
   */
  public static SimulatedNodes start(
      KubernetesClient client,
      View view,
      Network network,
      AddressBlock addresses,
      Images images,
      NodeSettings settings,
      Path folder) {
    PodEvents events = new PodEvents(client);
    SimulatedNodes all =
        new SimulatedNodes(
            new Kubelet(client, view, network, addresses, images, settings, folder, events));
    for (int i = 0; i < settings.count(); i++) {
      String name = "node-" + (i + 1);
      String ip = addresses.node(i).getHostAddress();
      String zone = settings.zones().get(i % settings.zones().size());
      all.nodes.put(name, new SimulatedNode(client, name, ip, zone, settings));
    }
    all.nodes.values().parallelStream().forEach(SimulatedNode::register);
    view.follow(Pod.class, handler(all::seen, all::gone));
    view.follow(Secret.class, handler(all::changed, all::changed));
    view.follow(ConfigMap.class, handler(all::changed, all::changed));
    view.follow(Service.class, handler(all::changed, all::changed));
    Disks disks = new Disks(client);
    view.follow(
        PersistentVolumeClaim.class,
        handler(
            claim -> {
              Thread.ofVirtual().name("disk").start(() -> disks.provide(claim));
              all.changed(claim);
            },
            all::changed));
    return all;
  }

  private static <T> ResourceEventHandler<T> handler(Consumer<T> present, Consumer<T> gone) {
    return new ResourceEventHandler<>() {
      @Override
      public void onAdd(T object) {
        present.accept(object);
      }

      @Override
      public void onUpdate(T before, T object) {
        present.accept(object);
      }

      @Override
      public void onDelete(T object, boolean unknown) {
        gone.accept(object);
      }
    };
  }

  private void seen(Pod real) {
    @Nullable SimulatedNode node =
        nodes.get(Objects.requireNonNullElse(real.getSpec().getNodeName(), ""));
    if (closed || node == null || !node.connected()) {
      return;
    }
    kubelet.view().seen(real).ifPresent(pod -> host(node, pod));
  }

  private synchronized void host(SimulatedNode node, Pod pod) {
    HostedPod hosted = pods.get(key(pod));
    if (hosted != null && hosted.uid().equals(pod.getMetadata().getUid())) {
      hosted.update(pod);
      return;
    }
    if (hosted != null) {
      hosted.kill();
    }
    if (over(pod)) {
      if (pod.getMetadata().getDeletionTimestamp() != null) {
        new StatusWriter(kubelet.client(), pod, node::connected, pod::getStatus).remove();
      }
      return;
    }
    HostedPod fresh = begin(node, pod);
    pods.put(key(pod), fresh);
    if (pod.getMetadata().getDeletionTimestamp() != null) {
      fresh.update(pod);
    }
  }

  private HostedPod begin(SimulatedNode node, Pod pod) {
    if (kubelet.settings().instant()) {
      return new InstantPod(kubelet, node, pod, writers);
    }
    PodRun run = new PodRun(kubelet, node, pod, http);
    run.start();
    return run;
  }

  private static boolean over(Pod pod) {
    @Nullable String phase = pod.getStatus().getPhase();
    return "Succeeded".equals(phase) || "Failed".equals(phase);
  }

  private void gone(Pod pod) {
    @Nullable SimulatedNode node =
        nodes.get(Objects.requireNonNullElse(pod.getSpec().getNodeName(), ""));
    HostedPod hosted = pods.get(key(pod));
    if (node == null || hosted == null || !hosted.uid().equals(pod.getMetadata().getUid())) {
      return;
    }
    // A kubelet that is cut off does not know and goes on serving.
    if (node.connected() && pods.remove(key(pod), hosted)) {
      Thread.ofVirtual().name("kill").start(hosted::kill);
    }
  }

  private void changed(HasMetadata object) {
    String prefix = object.getMetadata().getNamespace() + "/";
    pods.forEach(
        (key, pod) -> {
          if (key.startsWith(prefix)) {
            pod.refresh();
          }
        });
  }

  /** Names of the nodes, {@code node-1} on. */
  public List<String> names() {
    return List.copyOf(nodes.keySet());
  }

  /**
   * Cuts a node off from the API server: its pods go on running and serving, but nobody hears of
   * it, and it hears of no change. About 40 s later Kubernetes counts it as lost.
   */
  public void disconnect(String node) {
    node(node).disconnect();
  }

  /** Lets a node reach the API server again: it catches up with everything it missed. */
  public void connect(String name) {
    SimulatedNode node = node(name);
    node.connect();
    pods.forEach((key, pod) -> catchUp(name, key, pod));
    kubelet.view().all(Pod.class).stream()
        .filter(each -> name.equals(each.getSpec().getNodeName()))
        .forEach(this::seen);
    pods.values().forEach(HostedPod::repeat);
  }

  private void catchUp(String node, String key, HostedPod hosted) {
    String[] parts = key.split("/", 2);
    Optional<Pod> pod = kubelet.view().get(Pod.class, parts[0], parts[1]);
    boolean same = pod.filter(each -> each.getMetadata().getUid().equals(hosted.uid())).isPresent();
    if (!same && pods.remove(key, hosted)) {
      hosted.kill();
    }
  }

  /** Switches a node off: its pods are gone without a word, and its Lease becomes stale. */
  public void powerOff(String name) {
    node(name).disconnect();
    kubelet.view().all(Pod.class).stream()
        .filter(each -> name.equals(each.getSpec().getNodeName()))
        .forEach(
            each -> {
              HostedPod hosted = pods.remove(key(each));
              if (hosted != null) {
                hosted.kill();
              }
            });
  }

  /** Ends the program of a container as a crash does, with SIGKILL; the kubelet restarts it. */
  public void crash(String namespace, String pod, String container) {
    process(namespace, pod, container)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no program in " + namespace + "/" + pod + " " + container))
        .kill();
  }

  /** The program of a container that runs now or ran last. */
  public Optional<Container> process(String namespace, String pod, String container) {
    return Optional.ofNullable(pods.get(namespace + "/" + pod))
        .flatMap(each -> each.container(container));
  }

  private SimulatedNode node(String name) {
    SimulatedNode node = nodes.get(name);
    if (node == null) {
      throw new IllegalArgumentException("no node " + name + ", only " + nodes.keySet());
    }
    return node;
  }

  private static String key(Pod pod) {
    return pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName();
  }

  /** Kills everything that runs and returns when it is gone. The API objects stay. */
  @Override
  public void close() {
    closed = true;
    nodes.values().forEach(SimulatedNode::close);
    List<Thread> killers =
        pods.values().stream().map(each -> Thread.ofVirtual().start(each::kill)).toList();
    for (Thread each : killers) {
      try {
        each.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    writers.shutdownNow();
    http.close();
  }
}
