package io.jitsioperator.plan.bridges;

import io.jitsioperator.plan.kube.Pods;
import io.jitsioperator.world.Lookup;
import io.jitsioperator.world.MediaFacts;
import io.jitsioperator.world.NodeReport;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Which ports of which nodes bridges hold, those of other pools included. Two pools that are
 * planned at the same moment do not see each other's choice, so both may want the last place of a
 * port: one of the pods then waits for a node that never comes, although another port has places.
 */
final class NodePorts {

  private final PoolScope scope;
  private final Map<String, Set<Integer>> held;

  private NodePorts(PoolScope scope, Map<String, Set<Integer>> held) {
    this.scope = scope;
    this.held = held;
  }

  static NodePorts of(PoolScope scope, List<Bridge> all) {
    var held = new HashMap<String, Set<Integer>>();
    all.forEach(b -> PoolReferences.hostPort(b.pod()).ifPresent(port -> add(held, port)));
    scope.world().media().portsOfOthers().forEach(port -> add(held, port));
    return new NodePorts(scope, held);
  }

  private static void add(Map<String, Set<Integer>> held, MediaFacts.HeldPort port) {
    port.node()
        .ifPresent(node -> held.computeIfAbsent(node, n -> new HashSet<>()).add(port.port()));
  }

  /**
   * Whether that bridge should give way to one with another port. It was on no node, so it has
   * never run. What has happened to it may happen to the next one, too: that waits twice as long.
   */
  boolean haveAnotherFor(Bridge bridge) {
    return bridge.phase() == Bridge.Phase.STARTING
        && lacksPort(bridge)
        && Pods.createdAt(bridge.pod())
            .filter(at -> bridge.isPast(at, BrokenRow.patience(bridge)))
            .isPresent()
        && haveAnotherFor(bridge.port());
  }

  /** No node takes it, because of its port. */
  static boolean lacksPort(Bridge bridge) {
    return bridge.manner().takesHostPort()
        && Pods.node(bridge.pod()).isEmpty()
        && Pods.lacksPort(bridge.pod());
  }

  /** A node where that port is held by somebody would else take it: so it takes another port. */
  private boolean haveAnotherFor(int port) {
    var range = scope.spec().media().ports();
    return held.entrySet().stream()
        .filter(node -> node.getValue().contains(port) && mayTake(node.getKey()))
        .anyMatch(
            node ->
                IntStream.rangeClosed(range.from(), range.last())
                    .anyMatch(other -> !node.getValue().contains(other)));
  }

  /** Nodes without a bridge of this pool are not looked at. */
  private boolean mayTake(String name) {
    return switch (scope.world().nodes().node(name)) {
      case Lookup.Found<NodeReport>(NodeReport node) ->
          node.ready() && !node.unschedulable() && node.going().isEmpty();
      case Lookup.Missing<NodeReport> gone -> false;
      case Lookup.Unknown<NodeReport> unknown -> true;
    };
  }
}
