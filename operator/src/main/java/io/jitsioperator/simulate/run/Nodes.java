package io.jitsioperator.simulate.run;

import io.jitsioperator.simulate.run.Fault.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The nodes, who takes which pod, and what adds nodes and takes them away.
 *
 * <p>Assumptions: the fullest node that has room gets the next pod (for bridges that share
 * processors that is the worst); an added node goes when it was empty for ten minutes, as the
 * cluster autoscaler does it by default.
 */
final class Nodes {

  private static final long LOOKS = 10_000;
  private static final long UNNEEDED = 600_000;

  private final Agenda agenda;
  private final Weather weather;
  private final Terrain terrain;
  private final List<Node> nodes = new ArrayList<>();
  private final Deque<Pending> pending = new ArrayDeque<>();
  private int made;
  private int ordered;
  private boolean looking;
  private int paid;
  private long nodeTime;
  private long settled;

  private record Pending(Bridge bridge, Consumer<Bridge> whenItServes) {}

  Nodes(Agenda agenda, Weather weather, Terrain terrain) {
    this.agenda = agenda;
    this.weather = weather;
    this.terrain = terrain;
  }

  /** Before the time begins. */
  void placeNow(Bridge bridge) {
    var node = room();
    put(bridge, node == null ? add(true) : node);
  }

  /** On a node that has room, or on one that will come. */
  void place(Bridge bridge, Consumer<Bridge> whenItServes) {
    pending.add(new Pending(bridge, whenItServes));
    schedule();
  }

  private void schedule() {
    while (!pending.isEmpty()) {
      var next = pending.peek();
      if (next.bridge().gone) {
        pending.poll();
        continue;
      }
      var node = weather.is(Kind.NO_NODES) ? null : room();
      if (node == null) {
        order();
        return;
      }
      pending.poll();
      put(next.bridge(), node);
      long lead = terrain.podLead().draw(terrain.seed(), 7L << 40 | next.bridge().number);
      agenda.in(lead + weather.delay(), () -> start(next));
    }
  }

  private static void start(Pending pod) {
    if (!pod.bridge().gone) {
      pod.whenItServes().accept(pod.bridge());
    }
  }

  private void put(Bridge bridge, Node node) {
    node.settle(agenda.now());
    node.bridges.add(bridge);
    bridge.node = node;
    account();
  }

  /** It needs no node any more. */
  void leave(Bridge bridge) {
    var node = bridge.node;
    if (node != null) {
      node.settle(agenda.now());
      node.bridges.remove(bridge);
      node.emptySince = agenda.now();
      account();
      if (!node.warm || node.cordoned) {
        agenda.in(node.cordoned ? 0 : UNNEEDED, () -> removeIfEmpty(node));
      }
      schedule();
    }
  }

  private void removeIfEmpty(Node node) {
    boolean unneeded = node.cordoned || agenda.now() - node.emptySince >= UNNEEDED;
    if (node.bridges.isEmpty() && unneeded) {
      nodes.remove(node);
      account();
    }
  }

  private @Nullable Node room() {
    Node best = null;
    int warm = 0;
    for (var node : nodes) {
      warm += node.warm && !node.cordoned ? 1 : 0;
      boolean room = !node.cordoned && node.bridges.size() < terrain.bridgesPerNode();
      if (room && (best == null || node.bridges.size() > best.bridges.size())) {
        best = node;
      }
    }
    boolean another = warm < terrain.warmNodes() && nodes.size() + ordered < terrain.maxNodes();
    return best == null && another ? add(true) : best;
  }

  private Node add(boolean warm) {
    var node = new Node("node-" + made++, warm, terrain.sharedCpu());
    nodes.add(node);
    return node;
  }

  /** As many nodes as the pods that wait need, as far as there may be more. */
  private void order() {
    long waiting = pending.stream().filter(pod -> !pod.bridge().gone).count();
    boolean none = weather.is(Kind.NO_NODES);
    while (!none
        && (long) ordered * terrain.bridgesPerNode() < waiting
        && nodes.size() + ordered < terrain.maxNodes()) {
      ordered++;
      agenda.in(terrain.nodeLead().draw(terrain.seed(), 9L << 40 | made + ordered), this::arrive);
    }
    if (!looking) {
      looking = true;
      agenda.in(LOOKS, this::look);
    }
  }

  private void look() {
    looking = false;
    schedule();
  }

  private void arrive() {
    ordered--;
    if (weather.is(Kind.NO_NODES)) {
      return;
    }
    var node = add(false);
    node.emptySince = agenda.now();
    account();
    agenda.in(UNNEEDED, () -> removeIfEmpty(node));
    schedule();
  }

  /** The one with the most people on it; null if there is none. */
  @Nullable Node busiest() {
    Node best = null;
    for (var node : nodes) {
      if (!node.bridges.isEmpty() && (best == null || node.people() > best.people())) {
        best = node;
      }
    }
    return best;
  }

  private void account() {
    nodeTime += paid * (agenda.now() - settled);
    settled = agenda.now();
    paid = (int) nodes.stream().filter(n -> !n.warm || !n.bridges.isEmpty()).count();
  }

  /** Milliseconds of nodes: of warm ones while a bridge is on them, of added ones always. */
  long nodeTime() {
    account();
    return nodeTime;
  }
}
