package io.jitsioperator.plan.bridges;

import io.jitsioperator.api.v1alpha1.BridgePoolStatus;
import io.jitsioperator.api.v1alpha1.BridgePoolStatus.AttachedShard;
import io.jitsioperator.plan.status.Conditions;
import io.jitsioperator.plan.status.Reason;
import io.jitsioperator.plan.status.Refused;
import io.jitsioperator.plan.status.Verdict;
import io.jitsioperator.world.PoolWorld;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What the status of a pool says. */
final class PoolStatus {

  private PoolStatus() {}

  static BridgePoolStatus plan(PoolWorld world, Attachment attachment) {
    var generation = Objects.requireNonNullElse(world.pool().getMetadata().getGeneration(), 0L);
    var old = old(world);
    var conditions =
        new Conditions(
                old.map(BridgePoolStatus::conditions).orElse(List.of()), generation, world.now())
            .add("Ready", ready(world, attachment.verdict()))
            .add("ShardsAttached", attachment.verdict());
    return new BridgePoolStatus(generation, conditions.build(), List.of(shard(attachment, old)));
  }

  /** The status that was last written. */
  static Optional<BridgePoolStatus> old(PoolWorld world) {
    return Optional.ofNullable(world.pool().getStatus());
  }

  /** Never true: a pool without bridges serves nobody. */
  private static Verdict ready(PoolWorld world, Verdict attached) {
    return Refused.first(world.obstacles())
        .orElseGet(
            () ->
                attached.isTrue()
                    ? Verdict.no(
                        Reason.BRIDGES_NOT_IMPLEMENTED,
                        "The pool is attached to its shard, but has no bridges.")
                    : attached);
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
