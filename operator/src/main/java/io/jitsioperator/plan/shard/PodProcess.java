package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.Pod;
import io.jitsioperator.plan.kube.Pods;
import io.jitsioperator.world.PortReport;
import java.util.Optional;

/** Whether the process of a pod runs. One that does not holds no call. */
final class PodProcess {

  private PodProcess() {}

  /**
   * By the kubelet's word, unless that is old and somebody listens on its port meanwhile; or
   * because nobody listens there any more.
   */
  static boolean isDown(Scope scope, Pod pod) {
    return (Pods.isDown(pod) && !accepts(scope, pod))
        || (!Pods.isReady(pod)
            && port(scope, pod)
                .filter(report -> report.state() == PortReport.State.REFUSES)
                .filter(report -> Idleness.isCertain(report.since(), report.at()))
                .isPresent());
  }

  private static boolean accepts(Scope scope, Pod pod) {
    return port(scope, pod)
        .filter(report -> report.state() == PortReport.State.ACCEPTS)
        .isPresent();
  }

  /** What its port showed just now; empty if that is not known. */
  static Optional<PortReport> port(Scope scope, Pod pod) {
    return Optional.ofNullable(scope.world().signals().ports().get(pod.getMetadata().getName()))
        .filter(report -> report.podUid().equals(pod.getMetadata().getUid()))
        .filter(report -> scope.isFresh(report.at()));
  }
}
