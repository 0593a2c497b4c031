package io.jitsioperator.simulate.run;

/**
 * Where a pool stands: what Kubernetes has and how long it takes.
 *
 * @param seed of all that is left to chance
 * @param min bridges that are there when the time begins, and the least of the fluid bound; 1 or
 *     more
 * @param podLead from the creation of a pod to a bridge that serves, on a node that is there
 * @param nodeLead from a pod that finds no room to one more node
 * @param bridgesPerNode how many find room on a node, 1 or more
 * @param warmNodes that are there from the beginning, 0 or more; they belong to others while no
 *     bridge is on them
 * @param maxNodes warm ones included
 * @param sharedCpu whether no CPU limit parts the bridges of a node: then all that are on it
 *     together have what otherwise one has, and each measures all of them
 */
public record Terrain(
    long seed,
    int min,
    Span podLead,
    Span nodeLead,
    int bridgesPerNode,
    int warmNodes,
    int maxNodes,
    boolean sharedCpu) {

  /** Enough of everything. */
  private static final int PLENTY = 10_000;

  /**
   * A time that differs.
   *
   * @param least seconds, 0 or more
   * @param most seconds, not less
   */
  public record Span(int least, int most) {

    /** One of them, in milliseconds. */
    long draw(long seed, long what) {
      return 1000L * least + Math.round(1000.0 * (most - least) * Chance.part(seed, what));
    }
  }

  /** Warm nodes for all (20 to 60 s), one bridge a node, as the operator places them by default. */
  public static Terrain warm(long seed, int min) {
    return new Terrain(seed, min, new Span(20, 60), new Span(240, 300), 1, PLENTY, PLENTY, false);
  }

  /** The same with that many warm nodes, and no more than so many. */
  public Terrain withNodes(int warm, int most) {
    return new Terrain(seed, min, podLead, nodeLead, bridgesPerNode, warm, most, sharedCpu);
  }

  /** The same with those times. */
  public Terrain withLeads(Span pod, Span node) {
    return new Terrain(seed, min, pod, node, bridgesPerNode, warmNodes, maxNodes, sharedCpu);
  }

  /** The same with so many bridges on a node. */
  public Terrain withBridgesPerNode(int bridges, boolean shareCpu) {
    return new Terrain(seed, min, podLead, nodeLead, bridges, warmNodes, maxNodes, shareCpu);
  }
}
