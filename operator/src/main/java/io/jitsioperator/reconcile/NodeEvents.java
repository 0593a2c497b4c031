package io.jitsioperator.reconcile;

import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.cluster.NodeWatch;
import java.util.function.Predicate;

/** Brings back the shards that a change of a node concerns. */
record NodeEvents(Memories<JitsiShard, ShardMemory> memories, Nudges<JitsiShard> nudges)
    implements NodeWatch.Listener {

  @Override
  public void nodeChanged(String name) {
    bringBack(memory -> memory.nodes().contains(name));
  }

  @Override
  public void sightChanged() {
    bringBack(memory -> true);
  }

  private void bringBack(Predicate<ShardMemory> such) {
    memories
        .where(such)
        .forEach(shard -> nudges.changed(shard.getNamespace().orElseThrow(), shard.getName()));
  }
}
