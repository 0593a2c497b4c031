package io.jitsioperator.plan.bridges;

import io.jitsioperator.api.v1alpha1.BridgePoolStatus;
import io.jitsioperator.plan.kube.Pods;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of a pool. They change with every person who comes or goes, so they are written at most
 * once per 30 s; what changes the state of a bridge is written at once.
 */
record PoolTelemetry(
    @Nullable Integer participants,
    BridgePoolStatus.@Nullable Stress stress,
    BridgePoolStatus.@Nullable Sizing sizing,
    List<BridgePoolStatus.Bridge> bridges) {

  private static final Duration PAUSE = Duration.ofSeconds(30);
  private static final int SHOWN = 100;

  /**
   * What the status shall say now.
   *
   * @param old the status that was last written
   */
  static PoolTelemetry of(PoolScope scope, Bridges bridges, Optional<BridgePoolStatus> old) {
    var kept = old.filter(status -> isHeld(scope) || isComing(bridges));
    var shown = bridges.all().stream().limit(SHOWN).map(b -> shown(bridges, b, kept, old)).toList();
    return kept.isPresent()
        ? new PoolTelemetry(
            kept.get().participants(), kept.get().stress(), sizing(scope, kept.get()), shown)
        : new PoolTelemetry(
            people(bridges), stress(bridges), PoolDecisions.sizing(bridges.size()), shown);
  }

  private static BridgePoolStatus.@Nullable Sizing sizing(PoolScope scope, BridgePoolStatus kept) {
    return scope.spec().autoscaling() == null ? null : kept.sizing();
  }

  private static boolean isHeld(PoolScope scope) {
    return scope
        .world()
        .telemetryWritten()
        .filter(at -> scope.now().isBefore(at.plus(PAUSE)))
        .isPresent();
  }

  /** Not asked yet after a start: what was said stays, or it would be taken away and come back. */
  private static boolean isComing(Bridges bridges) {
    return bridges.all().stream()
        .filter(b -> b.phase() != Bridge.Phase.STARTING)
        .anyMatch(b -> b.isNotAsked() || b.isNotHeardYet());
  }

  private static @Nullable Integer people(Bridges bridges) {
    var living =
        bridges.all().stream()
            .filter(b -> b.phase() != Bridge.Phase.FINISHED && b.phase() != Bridge.Phase.STARTING)
            .toList();
    return living.stream().anyMatch(b -> b.people().isEmpty())
        ? null
        : Integer.valueOf(living.stream().mapToInt(b -> b.people().orElse(0)).sum());
  }

  private static BridgePoolStatus.@Nullable Stress stress(Bridges bridges) {
    var known =
        bridges.all().stream()
            .filter(b -> b.phase() == Bridge.Phase.ACTIVE)
            .flatMap(b -> b.stress().stream())
            .mapToDouble(Double::doubleValue)
            .summaryStatistics();
    return known.getCount() == 0
        ? null
        : new BridgePoolStatus.Stress(rounded(known.getAverage()), rounded(known.getMax()));
  }

  private static double rounded(double stress) {
    return Math.round(stress * 100) / 100.0;
  }

  private static BridgePoolStatus.Bridge shown(
      Bridges bridges,
      Bridge bridge,
      Optional<BridgePoolStatus> kept,
      Optional<BridgePoolStatus> old) {
    var step = Optional.ofNullable(bridges.departures().get(bridge.name()));
    var before = kept.map(PoolTelemetry::byName).map(all -> all.get(bridge.name()));
    var told = old.map(PoolTelemetry::byName).map(all -> all.get(bridge.name()));
    var said = told.filter(was -> bridge.isNotHeardYet());
    var phase = said.map(BridgePoolStatus.Bridge::phase).orElse(bridge.phase().word());
    return new BridgePoolStatus.Bridge(
        bridge.name(),
        phase,
        since(bridge, phase, told),
        Pods.node(bridge.pod()).orElse(null),
        Advertising.shown(bridge).orElse(null),
        before.isPresent() ? before.get().participants() : bridge.people().orElse(null),
        bridge.reason().map(reason -> reason.word()).orElse(null),
        said.isPresent()
            ? said.get().message()
            : step.map(Departure::says).or(() -> held(bridges, bridge)).orElse(null));
  }

  /** Why one stays that is expected to go. */
  private static Optional<String> held(Bridges bridges, Bridge bridge) {
    return bridges
        .nodes()
        .says(bridge)
        .or(
            () ->
                bridge.phase() == Bridge.Phase.ACTIVE && ReleaseOrder.holds(bridge)
                    ? Optional.of(ReleaseOrder.SAYS)
                    : Optional.empty());
  }

  private static String since(Bridge bridge, String phase, Optional<BridgePoolStatus.Bridge> told) {
    return told.filter(was -> was.phase().equals(phase))
        .map(BridgePoolStatus.Bridge::since)
        .orElseGet(() -> bridge.scope().now().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  private static Map<String, BridgePoolStatus.Bridge> byName(BridgePoolStatus status) {
    return status.bridges().stream()
        .collect(Collectors.toMap(BridgePoolStatus.Bridge::name, Function.identity(), (a, b) -> a));
  }
}
