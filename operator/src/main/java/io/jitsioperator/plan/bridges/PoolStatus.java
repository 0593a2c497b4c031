package io.jitsioperator.plan.bridges;

import io.jitsioperator.api.v1alpha1.BridgePoolStatus;
import io.jitsioperator.api.v1alpha1.BridgePoolStatus.AttachedShard;
import io.jitsioperator.plan.status.Conditions;
import io.jitsioperator.plan.status.Names;
import io.jitsioperator.plan.status.Reason;
import io.jitsioperator.plan.status.Verdict;
import io.jitsioperator.world.PoolWorld;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the status of a pool says. */
final class PoolStatus {

  private PoolStatus() {}

  static BridgePoolStatus plan(PoolScope scope, Attachment attachment, Bridges bridges) {
    var world = scope.world();
    var generation = Objects.requireNonNullElse(world.pool().getMetadata().getGeneration(), 0L);
    var old = old(world);
    var conditions =
        new Conditions(
                old.map(BridgePoolStatus::conditions).orElse(List.of()), generation, world.now())
            .add("Ready", PoolReady.verdict(scope, attachment.verdict(), bridges))
            .add("ShardsAttached", attachment.verdict())
            .add("MediaAddressed", MediaVerdict.of(scope, bridges))
            .add("Draining", draining(bridges))
            .add("SurgeBlocked", blocked(bridges));
    ScalingVerdicts.add(conditions, scope, bridges);
    var telemetry = PoolTelemetry.of(scope, bridges, old);
    long serving = bridges.count(Bridge.Phase.ACTIVE);
    return new BridgePoolStatus(
        generation,
        conditions.build(),
        List.of(shard(attachment, old)),
        bridges.size().desired(),
        PoolDecisions.recommended(scope, bridges.size()),
        (int) bridges.all().stream().filter(b -> !b.phase().leaves()).count(),
        serving(old, bridges, (int) serving),
        (int) (bridges.count(Bridge.Phase.DRAINING) + bridges.count(Bridge.Phase.SHUTTING_DOWN)),
        selector(scope),
        telemetry.participants(),
        telemetry.stress(),
        telemetry.sizing(),
        PoolDecisions.decisions(scope, bridges.size(), old),
        images(old, bridges),
        telemetry.bridges());
  }

  /** The status that was last written. */
  static Optional<BridgePoolStatus> old(PoolWorld world) {
    return Optional.ofNullable(world.pool().getStatus());
  }

  /** While the brewery is not seen, it is not known who serves: the last word stays. */
  private static Integer serving(Optional<BridgePoolStatus> old, Bridges bridges, int serving) {
    return bridges.count(Bridge.Phase.UNKNOWN) > 0
        ? old.map(BridgePoolStatus::readyReplicas).orElse(serving)
        : Integer.valueOf(serving);
  }

  private static List<String> images(Optional<BridgePoolStatus> old, Bridges bridges) {
    return bridges.count(Bridge.Phase.UNKNOWN) > 0
        ? old.map(BridgePoolStatus::images).orElse(List.of())
        : ReleaseOrder.images(bridges);
  }

  private static String selector(PoolScope scope) {
    return scope.selector().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(label -> label.getKey() + "=" + label.getValue())
        .collect(Collectors.joining(","));
  }

  private static Verdict draining(Bridges bridges) {
    var leaving =
        bridges.all().stream()
            .filter(
                b -> b.phase() == Bridge.Phase.DRAINING || b.phase() == Bridge.Phase.SHUTTING_DOWN)
            .map(Bridge::name)
            .toList();
    return leaving.isEmpty()
        ? Verdict.no(Reason.NOBODY_LEAVES, "No bridge is on its way out.")
        : Verdict.yes(Reason.DRAINING, "Leaving: %s.".formatted(Names.list(leaving.stream())));
  }

  private static Verdict blocked(Bridges bridges) {
    var names = bridges.staffing().blocked();
    return names.isEmpty()
        ? Verdict.no(Reason.NOT_BLOCKED, "Every bridge that has to leave can be replaced.")
        : Verdict.yes(
            Reason.SURGE_BLOCKED,
            "No node takes a replacement of %s, and people are on them."
                .formatted(Names.list(names.stream())));
  }

  /** While we have not looked, it stays what it was. */
  private static AttachedShard shard(Attachment attachment, Optional<BridgePoolStatus> old) {
    var id = attachment.shard();
    var now = new AttachedShard(id.name(), id.namespace(), attachment.state().word());
    return attachment.verdict().settled()
        ? now
        : old.stream()
            .flatMap(status -> status.shards().stream())
            .filter(s -> s.name().equals(id.name()) && s.namespace().equals(id.namespace()))
            .findFirst()
            .orElse(now);
  }
}
