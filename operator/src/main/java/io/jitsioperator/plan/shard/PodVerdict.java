package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.jitsioperator.plan.kube.Pods;
import io.jitsioperator.plan.status.Reason;
import io.jitsioperator.plan.status.Verdict;
import io.jitsioperator.plan.status.WaitingContainer;

/** Whether the one pod of a component runs, by the word of kubelet and scheduler. */
final class PodVerdict {

  private PodVerdict() {}

  static Verdict of(Scope scope, Component component, Revision revision) {
    var owned = scope.world().owned();
    return owned
        .find(Pod.class, scope.podOf(component))
        .map(pod -> of(scope, component, pod))
        .orElseGet(() -> withoutPod(scope, component, revision));
  }

  private static Verdict of(Scope scope, Component component, Pod pod) {
    var name = component.title() + " (pod " + pod.getMetadata().getName() + ")";
    if (Pods.isTerminating(pod)) {
      return Verdict.no(Reason.RESTARTING, name + " is terminating.");
    }
    if (Pods.isReady(pod)) {
      return Verdict.yes(Reason.RUNNING, component.title() + " runs and answers.");
    }
    var unschedulable = Pods.unschedulable(pod);
    if (unschedulable.isPresent()) {
      return Accounts.unbound(scope, pod)
          .orElseGet(
              () ->
                  Verdict.no(
                      Reason.UNSCHEDULABLE, name + " finds no node: " + unschedulable.get() + "."));
    }
    return Pods.waiting(pod)
        .map(waiting -> WaitingContainer.verdict(name, waiting))
        .orElseGet(() -> Verdict.no(Reason.STARTING, name + " is not ready yet."));
  }

  private static Verdict withoutPod(Scope scope, Component component, Revision revision) {
    var name = scope.nameOf(component);
    return scope
        .world()
        .owned()
        .find(StatefulSet.class, name)
        .map(set -> withoutPod(scope, set))
        .orElseGet(() -> withoutWorkload(scope, component, revision));
  }

  private static Verdict withoutPod(Scope scope, StatefulSet set) {
    var fact = "StatefulSet " + set.getMetadata().getName() + " has no pod";
    return FreshStart.isNew(scope, set)
        ? Verdict.no(Reason.STARTING, fact + " yet.")
        : Verdict.no(Reason.NO_POD, fact + ".");
  }

  /** For a component of which nothing exists yet. */
  static Verdict withoutWorkload(Scope scope, Component component, Revision revision) {
    if (scope.isFrozen()) {
      return Verdict.no(Reason.PAUSED, component.title() + " was not made yet.");
    }
    return revision.gaps().stream()
        .findFirst()
        .map(PodVerdict::of)
        .orElseGet(() -> Verdict.no(Reason.STARTING, component.title() + " is being made."));
  }

  private static Verdict of(Revision.Gap gap) {
    return gap.certain() ? Verdict.no(gap.reason(), gap.fact()) : Verdict.notSeenYet(gap.fact());
  }
}
