package io.jitsioperator.cluster;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.NodeCondition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a Node object says that anybody here wants to know. */
record NodeFacts(
    boolean unschedulable, boolean outOfService, boolean ready, List<String> externalAddresses) {

  private static final String OUT_OF_SERVICE = "node.kubernetes.io/out-of-service";

  static NodeFacts of(Node node) {
    var taints =
        Optional.ofNullable(node.getSpec()).map(spec -> spec.getTaints()).orElse(List.of());
    return new NodeFacts(
        node.getSpec() != null && Boolean.TRUE.equals(node.getSpec().getUnschedulable()),
        taints.stream().anyMatch(taint -> OUT_OF_SERVICE.equals(taint.getKey())),
        readiness(node).filter(c -> "True".equals(c.getStatus())).isPresent(),
        external(node).map(NodeAddress::getAddress).toList());
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
