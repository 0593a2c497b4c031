package io.jitsioperator.plan.bridges;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The nodes on which the bridges of one or more models run, and the scheduler. */
final class ModelGround {

  static final int NODES = 5;

  final Set<String> cordoned = new HashSet<>();
  final ModelNodes lost = new ModelNodes();
  private final List<PoolModel> models = new ArrayList<>();

  void bears(PoolModel model) {
    models.add(model);
  }

  /** The others on it. */
  List<PoolModel> beside(PoolModel model) {
    return models.stream().filter(other -> other != model).toList();
  }

  /** What was lost is there again. */
  void comeBack() {
    lost.comeBack(bridges());
  }

  List<ModelBridge> bridges() {
    return models.stream().flatMap(model -> model.bridges.values().stream()).toList();
  }

  /** A node takes one pod a port; the bridge is told which has taken it, or why none does. */
  void place(ModelBridge bridge) {
    int full = 0;
    for (int i = 0; i < NODES; i++) {
      var node = "node" + i;
      if (!cordoned.contains(node) && lost.takes(node)) {
        if (!isTaken(node, bridge)) {
          bridge.node = Optional.of(node);
          bridge.waitsFor = "";
          return;
        }
        full++;
      }
    }
    bridge.waitsFor =
        full > 0
            ? full + " node(s) didn't have free ports for the requested pod ports."
            : NODES + " node(s) were unschedulable.";
  }

  private boolean isTaken(String node, ModelBridge bridge) {
    var ports = bridge.hostPorts();
    return !ports.isEmpty()
        && bridges().stream()
            .filter(b -> !b.ended && b.node.equals(Optional.of(node)))
            .anyMatch(b -> b.hostPorts().stream().anyMatch(ports::contains));
  }

  /** I4: what no two live bridges may share, whichever pools they are of. */
  List<String> harm() {
    var harm = new ArrayList<String>();
    var places = new HashSet<String>();
    var names = new HashSet<String>();
    for (var bridge : bridges()) {
      if (bridge.ended) {
        continue;
      }
      var port = Objects.requireNonNull(bridge.annotations.get(Jvb.PORT));
      var manner = MediaManner.of(bridge.annotations).orElseThrow();
      // A Service of type NodePort opens its port on all nodes.
      var place = manner.isOnAllNodes() ? "every node" : bridge.node.orElse("");
      if (!place.isEmpty() && !manner.isBalanced() && !places.add(place + ":" + port)) {
        harm.add("I4: two bridges have %s:%s".formatted(place, port));
      }
      if (!names.add(bridge.name())) {
        harm.add("I4: two bridges have nick and relay id " + bridge.name());
      }
    }
    return harm;
  }
}
