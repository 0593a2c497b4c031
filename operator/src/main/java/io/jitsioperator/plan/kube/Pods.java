package io.jitsioperator.plan.kube;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the kubelet and the scheduler say of a pod. */
public final class Pods {

  private Pods() {}

  public static boolean isReady(Pod pod) {
    return condition(pod, "Ready").filter(c -> "True".equals(c.getStatus())).isPresent();
  }

  /** When it became ready; empty if it is not, or nobody says. */
  public static Optional<Instant> readySince(Pod pod) {
    return condition(pod, "Ready")
        .filter(c -> "True".equals(c.getStatus()))
        .map(PodCondition::getLastTransitionTime)
        .map(Instant::parse);
  }

  public static Optional<Instant> createdAt(Pod pod) {
    return Optional.ofNullable(pod.getMetadata().getCreationTimestamp()).map(Instant::parse);
  }

  public static boolean isTerminating(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() != null;
  }

  /** Whether its containers have ended for ever. */
  public static boolean hasEnded(Pod pod) {
    return List.of("Failed", "Succeeded").contains(phase(pod));
  }

  /** The pod's address, if it has one and something may still listen there. */
  public static Optional<String> address(Pod pod) {
    return hasEnded(pod) ? Optional.empty() : status(pod).map(PodStatus::getPodIP);
  }

  /** The node on which it runs. */
  public static Optional<String> node(Pod pod) {
    return Optional.ofNullable(pod.getSpec()).map(PodSpec::getNodeName);
  }

  /** What that container of it runs; empty if nobody says. */
  public static Optional<String> image(Pod pod, String container) {
    return Optional.ofNullable(pod.getSpec()).map(PodSpec::getContainers).orElse(List.of()).stream()
        .filter(each -> container.equals(each.getName()))
        .flatMap(each -> Optional.ofNullable(each.getImage()).stream())
        .findFirst();
  }

  /**
   * Whether no process runs in any container, by the word of the kubelet: it ended, or has never
   * begun. A pod of which nothing is known is not down.
   */
  public static boolean isDown(Pod pod) {
    var containers = containers(pod);
    return hasEnded(pod)
        || (containers.isEmpty()
            ? "Pending".equals(phase(pod))
            : containers.stream().allMatch(Pods::isStopped));
  }

  /** Why a container does not run, in the kubelet's words. */
  public static Optional<ContainerStateWaiting> waiting(Pod pod) {
    return containers(pod).stream()
        .map(ContainerStatus::getState)
        .flatMap(state -> Optional.ofNullable(state).map(ContainerState::getWaiting).stream())
        .findFirst();
  }

  /** Why no node takes it, in the scheduler's words. */
  public static Optional<String> unschedulable(Pod pod) {
    return condition(pod, "PodScheduled")
        .filter(c -> "False".equals(c.getStatus()))
        .map(c -> c.getMessage() == null ? "no node takes it" : c.getMessage());
  }

  /** Whether a node would take it that has its port free, in the scheduler's words. */
  public static boolean lacksPort(Pod pod) {
    return unschedulable(pod).filter(why -> why.contains("free ports")).isPresent();
  }

  /** The value of an annotation. */
  public static Optional<String> annotation(Pod pod, String name) {
    return Optional.ofNullable(pod.getMetadata().getAnnotations()).map(all -> all.get(name));
  }

  private static boolean isStopped(ContainerStatus container) {
    var state = container.getState();
    return state != null && state.getRunning() == null;
  }

  private static List<ContainerStatus> containers(Pod pod) {
    return status(pod).map(PodStatus::getContainerStatuses).orElse(List.of());
  }

  private static String phase(Pod pod) {
    return status(pod).map(PodStatus::getPhase).orElse("");
  }

  private static Optional<PodCondition> condition(Pod pod, String type) {
    return status(pod).map(PodStatus::getConditions).orElse(List.of()).stream()
        .filter(c -> type.equals(c.getType()))
        .findFirst();
  }

  private static Optional<PodStatus> status(Pod pod) {
    return Optional.ofNullable(pod.getStatus());
  }
}
