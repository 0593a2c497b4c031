package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.Pod;
import io.jitsioperator.plan.kube.Pods;
import io.jitsioperator.plan.status.Reason;
import io.jitsioperator.plan.status.Reason.Concern;
import io.jitsioperator.plan.status.Verdict;
import java.time.Duration;
import java.time.Instant;

/**
 * What is missing while pods come up is no fault yet: Prosody makes its accounts after its port is
 * open, Jicofo logs in and discovers after its REST answers, and each tries again every few
 * seconds.
 */
final class FreshStart {

  /** From a pod's readiness on; what is missing after that does not come by itself. */
  static final Duration ALLOWANCE = Duration.ofSeconds(60);

  private FreshStart() {}

  /** The same verdict, but nobody is called to act as long as a pod of the signalling is new. */
  static Verdict excuse(Scope scope, Verdict verdict) {
    return verdict.reason().concern() == Concern.USER && isUnderWay(scope)
        ? new Verdict(verdict.status(), Reason.CONNECTING, verdict.fact(), verdict.settled())
        : verdict;
  }

  private static boolean isUnderWay(Scope scope) {
    return ShardNodes.SIGNALLING.stream()
        .flatMap(c -> scope.world().owned().find(Pod.class, scope.podOf(c)).stream())
        .anyMatch(pod -> isNew(scope, pod));
  }

  /** Ready for a moment only, or not yet and still within what its startup probe allows. */
  private static boolean isNew(Scope scope, Pod pod) {
    return Pods.isReady(pod)
        ? Pods.readySince(pod).filter(at -> isWithin(scope, at, ALLOWANCE)).isPresent()
        : Pods.createdAt(pod).filter(at -> isWithin(scope, at, Internals.START)).isPresent();
  }

  private static boolean isWithin(Scope scope, Instant since, Duration allowance) {
    return scope.since(since).compareTo(allowance) < 0;
  }
}
