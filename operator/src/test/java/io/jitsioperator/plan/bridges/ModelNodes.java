package io.jitsioperator.plan.bridges;

import io.jitsioperator.world.Lookup;
import io.jitsioperator.world.NodeReport;
import io.jitsioperator.world.NodeReport.Heartbeat;
import io.jitsioperator.world.PortReport;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Nodes of the model that Kubernetes does not hear, or that are about to be taken away. */
final class ModelNodes {

  private final Map<String, Instant> unheard = new HashMap<>();
  private final Set<String> dead = new HashSet<>();
  private final Set<String> going = new HashSet<>();

  /** Its power is off, and with it everybody who was on its bridges. */
  void dies(String node, Instant now) {
    unheard.putIfAbsent(node, now);
    dead.add(node);
  }

  /** Kubernetes does not hear it, but what is on it goes on. */
  void isCutOff(String node, Instant now) {
    unheard.putIfAbsent(node, now);
  }

  void goes(String node) {
    going.add(node);
  }

  /** What was off has begun anew: of what was on it nothing is left. */
  void comeBack(Collection<ModelBridge> bridges) {
    bridges.stream().filter(b -> b.gone).forEach(b -> b.ended = true);
    bridges.forEach(b -> b.notReady = false);
    unheard.clear();
    dead.clear();
    going.clear();
  }

  /** One second. */
  void live(Collection<ModelBridge> bridges) {
    for (var bridge : bridges) {
      bridge.notReady = bridge.node.filter(unheard::containsKey).isPresent();
      if (bridge.node.filter(dead::contains).isPresent()) {
        bridge.gone = true;
        bridge.people.clear();
        bridge.presence = Optional.empty();
      }
    }
  }

  boolean takes(String node) {
    return !unheard.containsKey(node) && !going.contains(node);
  }

  NodeReport report(String node, boolean cordoned, Instant now) {
    var since = Optional.ofNullable(unheard.get(node));
    return new NodeReport(
        cordoned,
        false,
        since.isEmpty(),
        since
            .<Lookup<Heartbeat>>map(at -> new Lookup.Found<>(new Heartbeat(at, now)))
            .orElseGet(() -> new Lookup.Unknown<>("ready")),
        List.of("203.0.113." + node.substring(4)),
        going.contains(node) ? Optional.of("karpenter.sh/disrupted") : Optional.empty());
  }

  /** What those who are in doubt show when they are tried. */
  Map<String, PortReport> ports(Collection<ModelBridge> bridges, Instant now) {
    var ports = new HashMap<String, PortReport>();
    for (var bridge : bridges) {
      bridge
          .node
          .map(unheard::get)
          .ifPresent(
              since ->
                  ports.put(bridge.uid, new PortReport(bridge.uid, state(bridge), since, now)));
    }
    return ports;
  }

  private static PortReport.State state(ModelBridge bridge) {
    if (bridge.gone) {
      return PortReport.State.SILENT;
    }
    return bridge.runs() ? PortReport.State.ACCEPTS : PortReport.State.REFUSES;
  }
}
