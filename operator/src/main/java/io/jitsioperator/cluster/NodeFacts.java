package io.jitsioperator.cluster;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.Taint;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a Node object says that anybody here wants to know. */
record NodeFacts(
    boolean unschedulable,
    boolean outOfService,
    boolean ready,
    List<String> externalAddresses,
    Optional<String> going) {

  private static final String OUT_OF_SERVICE = "node.kubernetes.io/out-of-service";

  /**
   * Taints of nodes that are about to be taken away, whatever runs on them: AWS node termination
   * handler (aws/aws-node-termination-handler pkg/node/node.go; its rebalance-recommendation is
   * advice only), GKE (GoogleCloudPlatform/k8s-node-termination-handler deploy/k8s.yaml), AKS
   * (learn.microsoft.com/azure/aks/node-auto-drain; before 2023 the group was aks.microsoft.com),
   * Karpenter (kubernetes-sigs/karpenter pkg/apis/v1/taints.go; disruption before v1), cluster
   * autoscaler (kubernetes/autoscaler cluster-autoscaler/utils/taints/taints.go; its
   * DeletionCandidate… is a candidate only).
   */
  private static final Set<String> GOING =
      Set.of(
          "aws-node-termination-handler/spot-itn",
          "aws-node-termination-handler/scheduled-maintenance",
          "aws-node-termination-handler/asg-lifecycle-termination",
          "cloud.google.com/impending-node-termination",
          "remediator.kubernetes.azure.com/unschedulable",
          "remediator.aks.microsoft.com/unschedulable",
          "karpenter.sh/disrupted",
          "karpenter.sh/disruption",
          "ToBeDeletedByClusterAutoscaler");

  static NodeFacts of(Node node) {
    var taints =
        Optional.ofNullable(node.getSpec()).map(spec -> spec.getTaints()).orElse(List.of());
    return new NodeFacts(
        node.getSpec() != null && Boolean.TRUE.equals(node.getSpec().getUnschedulable()),
        taints.stream().anyMatch(taint -> OUT_OF_SERVICE.equals(taint.getKey())),
        readiness(node).filter(c -> "True".equals(c.getStatus())).isPresent(),
        external(node).map(NodeAddress::getAddress).toList(),
        taints.stream().map(Taint::getKey).filter(GOING::contains).sorted().findFirst());
  }

  static Stream<NodeAddress> external(Node node) {
    return Optional.ofNullable(node.getStatus())
        .map(status -> status.getAddresses())
        .orElse(List.of())
        .stream()
        .filter(address -> "ExternalIP".equals(address.getType()));
  }

  static Optional<NodeCondition> readiness(Node node) {
    return Optional.ofNullable(node.getStatus())
        .map(status -> status.getConditions())
        .orElse(List.of())
        .stream()
        .filter(c -> "Ready".equals(c.getType()))
        .findFirst();
  }
}
