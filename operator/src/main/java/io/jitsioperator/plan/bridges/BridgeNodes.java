package io.jitsioperator.plan.bridges;

import io.fabric8.kubernetes.api.model.Pod;
import io.jitsioperator.intent.Watch;
import io.jitsioperator.plan.kube.Pods;
import io.jitsioperator.plan.shard.NodeState;
import io.jitsioperator.world.PortReport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The nodes of bridges that Kubernetes has lost, judged as those of the signalling are: a bridge is
 * given up only if nothing on its node can be at work any more.
 *
 * @param dead why the node of that bridge is dead, the end of a sentence; by name of the bridge
 * @param lost names of bridges whose node Kubernetes has lost, and that may be at work all the same
 */
record BridgeNodes(Map<String, String> dead, List<String> lost) {

  BridgeNodes {
    dead = Map.copyOf(dead);
    lost = List.copyOf(lost);
  }

  static BridgeNodes of(PoolScope scope, List<Bridge> all) {
    var dead = new HashMap<String, String>();
    var byNode =
        all.stream()
            .filter(b -> !Pods.hasEnded(b.pod()) && Pods.node(b.pod()).isPresent())
            .collect(Collectors.groupingBy(b -> Pods.node(b.pod()).orElseThrow()));
    byNode.forEach(
        (node, bridges) -> {
          // One without an address has never had anything to listen with.
          var pods = bridges.stream().filter(b -> b.target().isPresent()).map(Bridge::pod).toList();
          if (NodeState.of(evidence(scope), node, pods)
              instanceof NodeState.Dead(var name, var on, var why)) {
            bridges.forEach(b -> dead.put(b.name(), "node %s is dead: %s".formatted(name, why)));
          }
        });
    var lost =
        all.stream()
            .filter(b -> isLost(b) && !dead.containsKey(b.name()))
            .map(Bridge::name)
            .toList();
    return new BridgeNodes(dead, lost);
  }

  private static boolean isLost(Bridge bridge) {
    return !Pods.hasEnded(bridge.pod()) && bridge.node().filter(n -> !n.ready()).isPresent();
  }

  private static NodeState.Evidence evidence(PoolScope scope) {
    return new NodeState.Evidence(
        scope.world().nodes()::node, pod -> port(scope, pod), scope::isFresh);
  }

  private static Optional<PortReport> port(PoolScope scope, Pod pod) {
    return Optional.ofNullable(scope.world().signals().ports().get(pod.getMetadata().getUid()))
        .filter(report -> scope.isFresh(report.at()));
  }

  /** Of these it must be known whether anything listens there. */
  List<Watch.Target> ports(List<Bridge> all) {
    return all.stream()
        .filter(b -> lost.contains(b.name()) || dead.containsKey(b.name()))
        .flatMap(b -> b.target().stream())
        .toList();
  }
}
