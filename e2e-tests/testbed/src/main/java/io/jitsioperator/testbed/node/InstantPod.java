package io.jitsioperator.testbed.node;

import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** A pod that says it runs and does nothing. */
final class InstantPod implements HostedPod {

  private final Pod pod;
  private final Kubelet kubelet;
  private final InetAddress address;
  private final StatusWriter writer;
  private final Executor executor;
  private final AtomicBoolean ended = new AtomicBoolean();

  InstantPod(Kubelet kubelet, SimulatedNode node, Pod pod, Executor executor) {
    this.kubelet = kubelet;
    this.pod = pod;
    this.executor = executor;
    this.address = kubelet.addresses().take();
    PodStatus status = status(node);
    this.writer = new StatusWriter(kubelet.client(), pod, node::connected, () -> status);
    executor.execute(writer::write);
  }

  private PodStatus status(SimulatedNode node) {
    String now = StatusRendering.now();
    List<ContainerStatus> all =
        pod.getSpec().getContainers().stream()
            .map(
                each ->
                    new ContainerStatusBuilder()
                        .withName(each.getName())
                        .withImage(each.getImage())
                        .withImageID(each.getImage())
                        .withState(new ContainerStateBuilder().withNewRunning(now).build())
                        .withRestartCount(0)
                        .withStarted(true)
                        .withReady(true)
                        .build())
            .toList();
    return new StatusRendering(address.getHostAddress(), node.ip(), "Always")
        .of(List.of(), all, false);
  }

  @Override
  public String uid() {
    return pod.getMetadata().getUid();
  }

  @Override
  public void update(Pod now) {
    if (now.getMetadata().getDeletionTimestamp() != null && ended.compareAndSet(false, true)) {
      executor.execute(writer::remove);
      kubelet.addresses().release(address);
    }
  }

  @Override
  public void refresh() {
    // Nothing is mounted.
  }

  @Override
  public void repeat() {
    executor.execute(writer::repeat);
  }

  @Override
  public void kill() {
    writer.close();
    if (ended.compareAndSet(false, true)) {
      kubelet.addresses().release(address);
    }
  }

  @Override
  public Optional<Container> container(String name) {
    return Optional.empty();
  }
}
