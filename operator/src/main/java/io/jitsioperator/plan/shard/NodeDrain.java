package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Toleration;
import io.jitsioperator.api.v1alpha1.PodFields;
import io.jitsioperator.plan.kube.Pods;
import io.jitsioperator.world.Lookup;
import io.jitsioperator.world.NodeReport;
import java.util.Optional;

/**
 * Pods that have to leave their node. Their budget forbids evictions for ever, so the operator
 * takes them away itself when that ends no call; then {@code kubectl drain} finds the node empty.
 */
final class NodeDrain {

  private static final String CORDONED = "node.kubernetes.io/unschedulable";

  private NodeDrain() {}

  /** The node that the pod has to leave, if it is cordoned. */
  static Optional<String> leaves(Scope scope, Component component, Pod pod) {
    return Pods.node(pod)
        .filter(node -> isCordoned(scope.world().nodes().node(node)))
        .filter(node -> !comesBack(fields(scope, component)));
  }

  private static boolean isCordoned(Lookup<NodeReport> node) {
    return node.found().filter(NodeReport::unschedulable).isPresent();
  }

  /** Whether a new pod could be put on the same node again: it would be moved for ever. */
  private static boolean comesBack(PodFields fields) {
    return fields.tolerations().stream().anyMatch(NodeDrain::toleratesCordon);
  }

  private static boolean toleratesCordon(Toleration toleration) {
    var key = toleration.getKey();
    var effect = toleration.getEffect();
    return (key == null || key.isEmpty() || key.equals(CORDONED))
        && (effect == null || effect.isEmpty() || effect.equals("NoSchedule"));
  }

  private static PodFields fields(Scope scope, Component component) {
    return component == Component.JICOFO ? scope.spec().jicofo() : scope.spec().prosody();
  }
}
