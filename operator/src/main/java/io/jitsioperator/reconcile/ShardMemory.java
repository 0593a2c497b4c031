package io.jitsioperator.reconcile;

import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.api.v1alpha1.JitsiShardStatus;
import io.jitsioperator.cluster.Book;
import io.jitsioperator.cluster.ReferenceReader;
import io.jitsioperator.cluster.ResourceVersions;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one shard between two passes, because the caches lag behind our own writes.
 * It begins empty after a restart. Only the one pass that runs for a shard touches it, except for
 * {@link #ready} and {@link #nodes}.
 */
final class ShardMemory {

  private final String uid;
  private final boolean fresh;
  private final Book book = new Book();
  private final ReferenceReader references;
  private final Backoff backoff = new Backoff();
  private @Nullable JitsiShardStatus status;
  private String statusVersion = "";
  private Optional<Instant> telemetryWritten = Optional.empty();
  private volatile String ready = "Unknown";
  private volatile Set<String> nodes = Set.of();

  ShardMemory(String uid, boolean fresh, ReferenceReader references) {
    this.uid = uid;
    this.fresh = fresh;
    this.references = references;
  }

  /** Of which resource; one that is made anew under the same name has another. */
  String uid() {
    return uid;
  }

  /** Whether the shard had no status yet when we first saw it: nothing was ever made for it. */
  boolean fresh() {
    return fresh;
  }

  Book book() {
    return book;
  }

  ReferenceReader references() {
    return references;
  }

  Backoff backoff() {
    return backoff;
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

  /** Status of the condition {@code Ready}. */
  String ready() {
    return ready;
  }

  /** Gives the shard the status that we wrote last, if the cache does not show it yet. */
  void recallStatus(JitsiShard shard) {
    if (status != null
        && ResourceVersions.isOlder(shard.getMetadata().getResourceVersion(), statusVersion)) {
      shard.setStatus(status);
    }
  }

  void planned(JitsiShardStatus now) {
    ready = now.condition("Ready").map(c -> c.getStatus()).orElse("Unknown");
  }

  void wrote(@Nullable JitsiShardStatus before, JitsiShardStatus now, String version, Instant at) {
    status = now;
    statusVersion = version;
    if (before == null
        || !Objects.equals(before.conferences(), now.conferences())
        || !Objects.equals(before.participants(), now.participants())
        || !Objects.equals(before.bridges(), now.bridges())) {
      telemetryWritten = Optional.of(at);
    }
  }
}
