package io.jitsioperator.plan.status;

import io.fabric8.kubernetes.api.model.ContainerStateWaiting;

/** Why a container does not run, from the kubelet's words. */
public final class WaitingContainer {

  private WaitingContainer() {}

  /**
   * What a condition says of it.
   *
   * @param name of the pod
   */
  public static Verdict verdict(String name, ContainerStateWaiting waiting) {
    var why = waiting.getReason() == null ? "" : waiting.getReason();
    var said = waiting.getMessage() == null ? why : why + ": " + waiting.getMessage();
    var reason =
        switch (why) {
          case "ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull" ->
              Reason.IMAGE_NOT_PULLED;
          case "CrashLoopBackOff" -> Reason.CRASHING;
          case "CreateContainerConfigError", "CreateContainerError", "RunContainerError" ->
              Reason.CONTAINER_NOT_CREATED;
          default -> Reason.STARTING;
        };
    var fact = said.isEmpty() ? " waits for its container." : " does not run (" + said + ").";
    return Verdict.no(reason, name + fact);
  }
}
