package io.jitsioperator.reconcile;

import io.fabric8.kubernetes.api.model.Secret;
import io.jitsioperator.api.v1alpha1.BridgePoolStatus;
import io.jitsioperator.cluster.ReferenceReader;
import io.jitsioperator.world.Lookup;
import io.jitsioperator.world.Owned;
import io.jitsioperator.world.References;
import io.jitsioperator.world.ShardId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What is remembered of one pool between two passes. */
final class PoolMemory implements Remembering {

  private final Memory<BridgePoolStatus> common;
  private final Function<String, ReferenceReader> reader;
  private final Map<ShardId, ReferenceReader> readers = new HashMap<>();

  /**
   * @param reader makes one for a namespace
   */
  PoolMemory(Memory<BridgePoolStatus> common, Function<String, ReferenceReader> reader) {
    this.common = common;
    this.reader = reader;
  }

  @Override
  public Memory<BridgePoolStatus> common() {
    return common;
  }

  /**
   * Reads the Secrets of those shards, and forgets what was read of others.
   *
   * @param names of the Secrets
   */
  Map<ShardId, Lookup<Secret>> read(Map<ShardId, String> names) {
    readers.keySet().retainAll(names.keySet());
    var found = new HashMap<ShardId, Lookup<Secret>>();
    names.forEach(
        (shard, name) -> {
          var asked = new References.Names(Set.of(name), Set.of());
          var references =
              readers
                  .computeIfAbsent(shard, id -> reader.apply(id.namespace()))
                  .read(asked, new Owned(List.of()));
          found.put(shard, references.secret(name));
        });
    return found;
  }

  /**
   * When to read again at the latest; empty if nothing was read.
   *
   * @param complaining whether the pool waits for something in a Secret
   */
  Optional<Duration> nextRead(boolean complaining) {
    return readers.values().stream()
        .flatMap(each -> each.nextRead(name -> complaining).stream())
        .min(Duration::compareTo);
  }
}
