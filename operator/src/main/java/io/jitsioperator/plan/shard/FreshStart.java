package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.jitsioperator.plan.kube.Pods;
import io.jitsioperator.plan.status.Concern;
import io.jitsioperator.plan.status.Reason;
import io.jitsioperator.plan.status.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is missing while pods come up is no fault yet: Prosody makes its accounts after its port is
 * open, Jicofo logs in and discovers after its REST answers, and each tries again every few
 * seconds.
 */
final class FreshStart {

  /** From a pod's readiness on; what is missing after that does not come by itself. */
  static final Duration ALLOWANCE = Duration.ofSeconds(60);

  /** A controller makes a pod within a second; on a control plane that is busy, later. */
  static final Duration FIRST_POD = Duration.ofSeconds(30);

  private FreshStart() {}

  /** Whether that controller may not have come to it yet. */
  static boolean isNew(Scope scope, StatefulSet set) {
    return Optional.ofNullable(set.getMetadata().getCreationTimestamp())
        .map(Instant::parse)
        .filter(at -> isWithin(scope, at, FIRST_POD))
        .isPresent();
  }

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
