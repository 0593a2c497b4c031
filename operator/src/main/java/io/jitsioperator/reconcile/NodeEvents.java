package io.jitsioperator.reconcile;

import io.jitsioperator.cluster.NodeWatch;

/** Brings back the shards that a change of a node concerns. */
record NodeEvents(Memories memories, JitsiEvents events) implements NodeWatch.Listener {

  @Override
  public void nodeChanged(String name) {
    memories.on(name).forEach(events::changed);
  }

  @Override
  public void sightChanged() {
    memories.all().forEach(events::changed);
  }
}
