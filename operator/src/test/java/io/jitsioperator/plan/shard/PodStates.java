package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;

/** What Kubernetes may say of a pod. */
final class PodStates {

  private PodStates() {}

  static PodBuilder notReady(PodBuilder pod) {
    return pod.editStatus().editFirstCondition().withStatus("False").endCondition().endStatus();
  }

  static PodBuilder phase(PodBuilder pod, String phase) {
    return pod.editStatus().withPhase(phase).endStatus();
  }

  static PodBuilder failed(PodBuilder pod) {
    return phase(notReady(pod), "Failed");
  }

  static PodBuilder terminating(PodBuilder pod) {
    return pod.editMetadata().withDeletionTimestamp("2026-11-23T19:59:59Z").endMetadata();
  }

  static PodBuilder crashing(PodBuilder pod) {
    return waiting(pod, "CrashLoopBackOff", "back-off");
  }

  /** Its container does not run, for that reason. */
  static PodBuilder waiting(PodBuilder pod, String reason, String message) {
    return notReady(pod)
        .editStatus()
        .editFirstContainerStatus()
        .withNewState()
        .withNewWaiting(message, reason)
        .endState()
        .endContainerStatus()
        .endStatus();
  }

  /** No node was found for it. */
  static PodBuilder unschedulable(PodBuilder pod) {
    return unschedulable(pod, "0/3 nodes are available");
  }

  /** The same, in other words of the scheduler. */
  static PodBuilder unschedulable(PodBuilder pod, String message) {
    return notReady(pod)
        .editStatus()
        .addNewCondition()
        .withType("PodScheduled")
        .withStatus("False")
        .withMessage(message)
        .endCondition()
        .endStatus();
  }

  /** No container of it was ever made. */
  static PodBuilder unstarted(PodBuilder pod) {
    return phase(notReady(pod), "Pending")
        .editStatus()
        .withContainerStatuses(List.of())
        .endStatus();
  }
}
