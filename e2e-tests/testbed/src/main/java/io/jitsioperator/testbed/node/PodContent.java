package io.jitsioperator.testbed.node;

import io.fabric8.kubernetes.api.model.Pod;
import io.jitsioperator.testbed.network.PodNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** What a pod's containers find: volumes, variables, an address, a network. */
final class PodContent {

  private final Kubelet kubelet;
  private final SimulatedNode node;
  private final InetAddress address;
  private final Path folder;
  private final PodVolumes volumes;
  private final ServiceAccountTokens tokens;
  private final PodNetwork network;
  private final AtomicInteger starts = new AtomicInteger();
  private boolean released;

  /** Takes an address for the pod; nothing is written yet. */
  PodContent(Kubelet kubelet, SimulatedNode node, Pod pod) {
    this.kubelet = kubelet;
    this.node = node;
    this.address = kubelet.addresses().take();
    this.folder = kubelet.folder().resolve(pod.getMetadata().getUid());
    this.volumes = new PodVolumes(folder, kubelet.folder().resolve("disks"));
    this.tokens = new ServiceAccountTokens(kubelet.client(), pod);
    this.network =
        kubelet.network().forPod(pod.getMetadata().getNamespace(), pod.getMetadata().getName());
  }

  String ip() {
    return address.getHostAddress();
  }

  /** Makes the volumes, or brings them up to date. */
  synchronized void refresh(Pod pod) throws Blocked, IOException {
    if (released) {
      return;
    }
    Files.createDirectories(folder);
    VolumeFiles files = new VolumeFiles(fields(pod), contents(pod), tokens);
    volumes.refresh(pod.getSpec().getVolumes(), files);
  }

  /** What one start of a container gets. */
  ContainerSpec spec(Pod pod, io.fabric8.kubernetes.api.model.Container container)
      throws Blocked, IOException {
    String start = container.getName() + "-" + starts.incrementAndGet();
    Path scratch = Files.createDirectories(folder.resolve("scratch").resolve(start));
    Map<String, String> env = new ContainerEnv(fields(pod), contents(pod)).of(container);
    return new ContainerSpec(
        pod.getMetadata().getNamespace(),
        pod.getMetadata().getName(),
        container.getName(),
        container.getImage(),
        command(container),
        address,
        Map.copyOf(env),
        Map.copyOf(volumes.mounts(pod.getSpec().getVolumes(), container, scratch)),
        scratch,
        network,
        line -> {});
  }

  private static List<String> command(io.fabric8.kubernetes.api.model.Container container) {
    return Stream.of(container.getCommand(), container.getArgs()).flatMap(List::stream).toList();
  }

  /** Gives the address back and removes all files. */
  synchronized void release() {
    released = true;
    kubelet.addresses().release(address);
    Folders.remove(folder);
  }

  private PodFields fields(Pod pod) {
    return new PodFields(pod, ip(), node.ip(), node.capacity());
  }

  private Contents contents(Pod pod) {
    return Contents.of(kubelet.view(), pod.getMetadata().getNamespace());
  }
}
