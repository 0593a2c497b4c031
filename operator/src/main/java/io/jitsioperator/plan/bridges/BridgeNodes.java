package io.jitsioperator.plan.bridges;

import io.fabric8.kubernetes.api.model.Pod;
import io.jitsioperator.intent.Watch;
import io.jitsioperator.plan.kube.Pods;
import io.jitsioperator.plan.shard.NodeState;
import io.jitsioperator.world.PortReport;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The nodes of bridges that Kubernetes has lost, by the same evidence as those of the signalling.
 * But there may be many bridges, so one that only looks dead is replaced and left alone: behind a
 * network that is cut in two it may serve people whom we do not see.
 *
 * @param gone why that bridge is gone with its node, the end of a sentence; by name of the bridge
 * @param silent names of bridges that look as if their node were dead
 * @param lost names of other bridges whose node Kubernetes has lost: they may well be at work
 */
record BridgeNodes(Map<String, String> gone, Set<String> silent, Set<String> lost) {

  BridgeNodes {
    gone = Map.copyOf(gone);
    silent = Set.copyOf(silent);
    lost = Set.copyOf(lost);
  }

  static BridgeNodes of(PoolScope scope, List<Bridge> all) {
    var gone = new HashMap<String, String>();
    var silent = new HashSet<String>();
    all.stream()
        .filter(b -> !Pods.hasEnded(b.pod()) && Pods.node(b.pod()).isPresent())
        .collect(Collectors.groupingBy(b -> Pods.node(b.pod()).orElseThrow()))
        .forEach(
            (node, bridges) -> {
              if (state(scope, node, bridges)
                  instanceof NodeState.Dead(var name, var on, var why, var certain)) {
                var end = "node %s is dead: %s".formatted(name, why);
                for (var bridge : bridges) {
                  if (certain) {
                    gone.put(bridge.name(), end);
                  } else if (!bridge.isHeard()) {
                    silent.add(bridge.name());
                  }
                }
              }
            });
    var lost =
        all.stream()
            .filter(b -> !Pods.hasEnded(b.pod()) && b.isOfLostNode())
            .map(Bridge::name)
            .filter(name -> !gone.containsKey(name) && !silent.contains(name))
            .collect(Collectors.toSet());
    return new BridgeNodes(gone, silent, lost);
  }

  private static NodeState state(PoolScope scope, String node, List<Bridge> bridges) {
    // One without an address has never had anything to listen with.
    var pods = bridges.stream().filter(b -> b.target().isPresent()).map(Bridge::pod).toList();
    return NodeState.of(evidence(scope), node, pods);
  }

  /** It may serve, as far as anybody knows. */
  boolean mayServe(Bridge bridge) {
    return !gone.containsKey(bridge.name()) && !silent.contains(bridge.name());
  }

  /** Why a bridge stays that one would expect to go. */
  Optional<String> says(Bridge bridge) {
    if (silent.contains(bridge.name())) {
      return Optional.of(
          "nothing on its node has answered for a minute, so another one takes its place; it stays in case people are on it: when the node is certainly off, delete the Node or taint it node.kubernetes.io/out-of-service");
    }
    return lost.contains(bridge.name())
        ? Optional.of("its node is not ready; it stays, as it may well serve")
        : Optional.empty();
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
        .filter(b -> lost.contains(b.name()) || !mayServe(b))
        .flatMap(b -> b.target().stream())
        .toList();
  }
}
