package io.jitsioperator.plan.bridges;

import io.jitsioperator.api.v1alpha1.BridgePoolStatus;
import io.jitsioperator.plan.kube.Pods;
import io.jitsioperator.plan.sizing.Gauge;
import io.jitsioperator.plan.sizing.Outcome;
import io.jitsioperator.plan.sizing.Rules;
import io.jitsioperator.plan.sizing.Sizing;
import io.jitsioperator.world.SizingMemory;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How many bridges shall serve: as many as the user says, or as the load needs.
 *
 * @param desired that number
 * @param outcome how the load was judged; empty without autoscaling, and while the pool is held
 * @param memory for the next look
 */
record PoolSize(int desired, Optional<Outcome> outcome, SizingMemory memory) {

  /**
   * Finds it.
   *
   * @param counted bridges that may bear calls
   * @param held nothing may be judged or changed now: the size stays as it is
   */
  static PoolSize of(PoolScope scope, List<Bridge> counted, BridgeNodes nodes, boolean held) {
    var asked = scope.spec().autoscaling();
    int replicas = scope.spec().replicas();
    if (asked == null) {
      return new PoolSize(replicas, Optional.empty(), SizingMemory.none());
    }
    var memory = scope.world().sizing();
    var begun = memory.size().isPresent() ? memory : memory.begin(before(scope, counted));
    int size = begun.size().orElseThrow();
    if (held) {
      return new PoolSize(asked.recommends() ? replicas : size, Optional.empty(), begun);
    }
    var gauges =
        counted.stream()
            .filter(b -> b.phase() != Bridge.Phase.FINISHED)
            .map(b -> gauge(b, nodes))
            .toList();
    var outcome = Sizing.decide(Rules.of(asked), gauges, begun, scope.now());
    return new PoolSize(
        asked.recommends() ? replicas : outcome.decision().to(),
        Optional.of(outcome),
        outcome.memory());
  }

  /** What the status says, or else what is there: a restart is no reason to change anything. */
  private static int before(PoolScope scope, List<Bridge> counted) {
    var recommends = Objects.requireNonNull(scope.spec().autoscaling()).recommends();
    return PoolStatus.old(scope.world())
        .flatMap(old -> Optional.ofNullable(recommends ? recommended(old) : old.desired()))
        .orElseGet(
            () ->
                (int) counted.stream().filter(b -> !b.phase().leaves()).count()
                    + scope.unseenBirths().size());
  }

  private static @Nullable Integer recommended(BridgePoolStatus old) {
    return old.recommended() == null ? old.desired() : old.recommended();
  }

  private static Gauge gauge(Bridge bridge, BridgeNodes nodes) {
    return new Gauge(
        bridge.name(),
        stage(bridge, nodes),
        Instant.parse(bridge.pod().getMetadata().getCreationTimestamp()),
        bridge.stress(),
        bridge.people(),
        bridge.sharesNode() ? Pods.node(bridge.pod()) : Optional.empty());
  }

  private static Gauge.Stage stage(Bridge bridge, BridgeNodes nodes) {
    return switch (bridge.phase()) {
      case STARTING -> Gauge.Stage.STARTING;
      case ACTIVE -> Gauge.Stage.ACTIVE;
      // One on a node that looks dead is replaced already: its people may need room elsewhere.
      case MISSING, UNKNOWN -> nodes.mayServe(bridge) ? Gauge.Stage.SILENT : Gauge.Stage.LEAVING;
      case DRAINING, SHUTTING_DOWN, FINISHED -> Gauge.Stage.LEAVING;
    };
  }
}
