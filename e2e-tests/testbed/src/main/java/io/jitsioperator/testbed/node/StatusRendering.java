package io.jitsioperator.testbed.node;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.HostIP;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A pod's status from the states of its containers; remembers when each condition changed. */
final class StatusRendering {

  private final String startTime = now();
  private final String podIp;
  private final String hostIp;
  private final String restartPolicy;
  private final Map<String, PodCondition> conditions = new HashMap<>();

  StatusRendering(String podIp, String hostIp, String restartPolicy) {
    this.podIp = podIp;
    this.hostIp = hostIp;
    this.restartPolicy = restartPolicy;
  }

  /**
   * The status now.
   *
   * @param inits init containers in their order
   * @param mains the others
   * @param giveUp whether an init container has failed for good
   */
  PodStatus of(List<ContainerStatus> inits, List<ContainerStatus> mains, boolean giveUp) {
    String phase = giveUp ? "Failed" : phase(mains);
    return new PodStatusBuilder()
        .withPhase(phase)
        .withPodIP(podIp)
        .withPodIPs(new PodIP(podIp))
        .withHostIP(hostIp)
        .withHostIPs(new HostIP(hostIp))
        .withStartTime(startTime)
        .withInitContainerStatuses(inits)
        .withContainerStatuses(mains)
        .withConditions(conditions(phase, inits, mains))
        .build();
  }

  private List<PodCondition> conditions(
      String phase, List<ContainerStatus> inits, List<ContainerStatus> mains) {
    boolean over = phase.equals("Succeeded") || phase.equals("Failed");
    boolean initialized = inits.stream().allMatch(StatusRendering::succeeded);
    List<String> unready =
        mains.stream().filter(each -> !each.getReady()).map(ContainerStatus::getName).toList();
    @Nullable String reason = null;
    @Nullable String message = null;
    if (over) {
      reason = phase.equals("Succeeded") ? "PodCompleted" : "PodFailed";
    } else if (!unready.isEmpty()) {
      reason = "ContainersNotReady";
      message = "containers with unready status: " + unready;
    }
    boolean ready = reason == null && initialized;
    @Nullable String waiting = initialized ? null : "ContainersNotInitialized";
    return List.of(
        condition("PodReadyToStartContainers", !over, null, null),
        condition("Initialized", initialized, waiting, null),
        condition("ContainersReady", ready, reason, message),
        condition("Ready", ready, reason, message));
  }

  private String phase(List<ContainerStatus> mains) {
    boolean allEnded = mains.stream().allMatch(each -> each.getState().getTerminated() != null);
    if (allEnded && !restartPolicy.equals("Always")) {
      return mains.stream().allMatch(StatusRendering::succeeded) ? "Succeeded" : "Failed";
    }
    boolean begun = mains.stream().anyMatch(StatusRendering::hasRun);
    boolean waitingForFirst =
        mains.stream().anyMatch(each -> !hasRun(each) && each.getState().getWaiting() != null);
    return begun && !waitingForFirst ? "Running" : "Pending";
  }

  private static boolean hasRun(ContainerStatus status) {
    return status.getState().getRunning() != null
        || status.getState().getTerminated() != null
        || status.getRestartCount() > 0;
  }

  private static boolean succeeded(ContainerStatus status) {
    return status.getState().getTerminated() != null
        && status.getState().getTerminated().getExitCode() == 0;
  }

  private PodCondition condition(
      String type, boolean holds, @Nullable String reason, @Nullable String message) {
    String value = holds ? "True" : "False";
    PodCondition before = conditions.get(type);
    String since =
        before != null && before.getStatus().equals(value) ? before.getLastTransitionTime() : now();
    PodCondition condition =
        new PodConditionBuilder()
            .withType(type)
            .withStatus(value)
            .withReason(reason)
            .withMessage(message)
            .withLastTransitionTime(since)
            .build();
    conditions.put(type, condition);
    return condition;
  }

  /** The API's times have whole seconds. */
  static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** All statuses in one list, for searches. */
  static Stream<ContainerStatus> all(PodStatus status) {
    return Stream.concat(
        status.getInitContainerStatuses().stream(), status.getContainerStatuses().stream());
  }
}
