package io.jitsioperator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.jitsioperator.cluster.NodeWatch;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Brings back the resources of one kind that a change of a node concerns.
 *
 * @param nodes names of the nodes on which a resource's pods run
 */
record NodeEvents<P extends HasMetadata, M extends Remembering>(
    Memories<P, M> memories, Function<M, Set<String>> nodes, Nudges<P> nudges)
    implements NodeWatch.Listener {

  @Override
  public void nodeChanged(String name) {
    bringBack(memory -> nodes.apply(memory).contains(name));
  }

  @Override
  public void sightChanged() {
    bringBack(memory -> true);
  }

  private void bringBack(Predicate<M> such) {
    memories
        .where(such)
        .forEach(id -> nudges.changed(id.getNamespace().orElseThrow(), id.getName()));
  }
}
