package io.jitsioperator.reconcile;

import io.jitsioperator.api.v1alpha1.JitsiShardStatus;
import io.jitsioperator.cluster.ReferenceReader;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is remembered of one shard between two passes. */
final class ShardMemory implements Remembering {

  private final Memory<JitsiShardStatus> common;
  private final ReferenceReader references;
  private Optional<Instant> telemetryWritten = Optional.empty();

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
