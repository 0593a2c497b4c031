package io.jitsioperator.world;

import java.util.Map;

/**
 * The nodes on which the pods of one shard run.
 *
 * @param sight whether nodes can be seen at all
 * @param byName that a node does not exist is a fact only if the API server itself said so
 */
public record Nodes(Sight sight, Map<String, Lookup<NodeReport>> byName) {

  /** Seeing nodes takes rights for the whole cluster, which not everybody gives. */
  public enum Sight {
    NOT_YET,
    VISIBLE,
    FORBIDDEN
  }

  public Nodes {
    byName = Map.copyOf(byName);
  }

  /** Nothing is known. */
  public static Nodes notSeenYet() {
    return new Nodes(Sight.NOT_YET, Map.of());
  }

  public Lookup<NodeReport> node(String name) {
    return byName.getOrDefault(name, new Lookup.Unknown<>("not seen yet"));
  }
}
