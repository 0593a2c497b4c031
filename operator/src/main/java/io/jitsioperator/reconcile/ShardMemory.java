package io.jitsioperator.reconcile;

import io.jitsioperator.api.v1alpha1.JitsiShardStatus;
import io.jitsioperator.cluster.ReferenceReader;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one shard between two passes. Only the one pass that runs for a shard
 * touches it, except for {@link #nodes}.
 */
final class ShardMemory implements Remembering {

  private final Memory<JitsiShardStatus> common;
  private final ReferenceReader references;
  private Optional<Instant> telemetryWritten = Optional.empty();
  private volatile Set<String> nodes = Set.of();

  ShardMemory(Memory<JitsiShardStatus> common, ReferenceReader references) {
    this.common = common;
    this.references = references;
  }

  @Override
  public Memory<JitsiShardStatus> common() {
    return common;
  }

  ReferenceReader references() {
    return references;
  }

  /** Names of the nodes on which its signalling runs. */
  Set<String> nodes() {
    return nodes;
  }

  void isOn(Set<String> names) {
    nodes = Set.copyOf(names);
  }

  /** When counts were last written to the status. */
  Optional<Instant> telemetryWritten() {
    return telemetryWritten;
  }

  /** The status was written. */
  void wrote(@Nullable JitsiShardStatus before, JitsiShardStatus now, Instant at) {
    if (before == null
        || !Objects.equals(before.conferences(), now.conferences())
        || !Objects.equals(before.participants(), now.participants())
        || !Objects.equals(before.bridges(), now.bridges())) {
      telemetryWritten = Optional.of(at);
    }
  }
}
