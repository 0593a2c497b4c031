package io.jitsioperator.plan.bridges;

import io.jitsioperator.api.v1alpha1.Autoscaling;
import io.jitsioperator.plan.kube.Pods;
import io.jitsioperator.plan.sizing.Decision;
import io.jitsioperator.plan.sizing.Outcome;
import io.jitsioperator.plan.status.Conditions;
import io.jitsioperator.plan.status.Reason;
import io.jitsioperator.plan.status.Verdict;
import java.util.Objects;

/** What the conditions ScalingActive and ScalingLimited say; only of pools with autoscaling. */
final class ScalingVerdicts {

  private ScalingVerdicts() {}

  static void add(Conditions conditions, PoolScope scope, Bridges bridges) {
    if (scope.spec().autoscaling() != null) {
      conditions
          .add("ScalingActive", active(scope, bridges))
          .add("ScalingLimited", limited(scope, bridges));
    }
  }

  private static Verdict active(PoolScope scope, Bridges bridges) {
    if (scope.spec().paused()) {
      return Verdict.no(Reason.PAUSED, "The size stays as it is.");
    }
    var outcome = bridges.size().outcome();
    if (outcome.isEmpty() || isComing(scope, bridges)) {
      return Verdict.notSeenYet("The load was not seen yet.");
    }
    var unusable = outcome.get().inputs().floors().unusable();
    if (unusable.isPresent()) {
      return Verdict.no(Reason.UNUSABLE_SCHEDULE, unusable.get());
    }
    if (outcome.get().inputs().load().isUnseen()) {
      return Verdict.no(Reason.METRICS_MISSING, "Fewer than half of the bridges are heard.");
    }
    return asked(scope).recommends()
        ? Verdict.no(Reason.RECOMMENDING, "The size is only recommended; spec.replicas holds.")
        : Verdict.yes(Reason.SIZED_BY_LOAD, "The size follows the load of the bridges.");
  }

  private static Verdict limited(PoolScope scope, Bridges bridges) {
    var outcome = bridges.size().outcome();
    if (outcome.isEmpty() || isComing(scope, bridges)) {
      return Verdict.notSeenYet("The load was not seen yet.");
    }
    if (wantsMore(scope, outcome.get())) {
      return Verdict.yes(
          Reason.TOO_MANY_REPLICAS,
          "The load asks for more bridges than spec.autoscaling.maxReplicas, which is %d."
              .formatted(asked(scope).maxReplicas()));
    }
    if (bridges.all().stream().anyMatch(ScalingVerdicts::findsNoNode)) {
      return Verdict.yes(
          Reason.NO_NODE,
          "The load asks for %d bridges, and no node takes some of them."
              .formatted(bridges.size().desired()));
    }
    if (scope.spec().sizesItself() && scope.spec().replicas() != 1) {
      return Verdict.yes(
          Reason.REPLICAS_IGNORED,
          "spec.replicas is %d and does not count: the load decides."
              .formatted(scope.spec().replicas()));
    }
    return Verdict.no(Reason.WITHIN_LIMITS, "The pool may have the size that its load asks for.");
  }

  private static boolean wantsMore(PoolScope scope, Outcome outcome) {
    return outcome.decision().why() != Decision.Why.METRICS_MISSING
        && outcome.inputs().need().toGrow() > asked(scope).maxReplicas();
  }

  private static boolean findsNoNode(Bridge bridge) {
    return !bridge.phase().leaves() && Pods.unschedulable(bridge.pod()).isPresent();
  }

  /** After a start of the operator: what was said before stays. */
  private static boolean isComing(PoolScope scope, Bridges bridges) {
    return scope.isComing() || bridges.all().stream().anyMatch(Bridge::isNotHeardYet);
  }

  private static Autoscaling asked(PoolScope scope) {
    return Objects.requireNonNull(scope.spec().autoscaling());
  }
}
