package io.jitsioperator.simulate.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All bridges of the pool, from the creation of their pods to their end. */
final class Fleet {

  private final Agenda agenda;
  private final Nodes nodes;
  private final Voices voices;
  private final Instant start;
  private final List<Bridge> bridges = new ArrayList<>();
  private final List<Bridge> ended = new ArrayList<>();
  private int made;
  private long bridgeTime;

  Fleet(Agenda agenda, Nodes nodes, Voices voices, Instant start) {
    this.agenda = agenda;
    this.nodes = nodes;
    this.voices = voices;
    this.start = start;
  }

  /** Those that have not ended, oldest first. */
  List<Bridge> bridges() {
    return bridges;
  }

  /** How many serve or will serve. */
  int size() {
    int size = 0;
    for (int i = 0; i < bridges.size(); i++) {
      size += bridges.get(i).counts() ? 1 : 0;
    }
    return size;
  }

  /** How many serve and take whom they get. */
  int capacity() {
    int size = 0;
    for (int i = 0; i < bridges.size(); i++) {
      size += bridges.get(i).counts() && bridges.get(i).serves() ? 1 : 0;
    }
    return size;
  }

  /** One that serves already when the time begins. */
  void standing() {
    var bridge = make();
    nodes.placeNow(bridge);
    serve(bridge);
  }

  void create() {
    nodes.place(make(), this::serve);
  }

  private Bridge make() {
    var bridge = new Bridge(made++, agenda.now(), instant());
    bridges.add(bridge);
    return bridge;
  }

  private void serve(Bridge bridge) {
    bridge.ready = Optional.of(instant());
    voices.begin(bridge);
  }

  /** Its pod is gone. Nobody is on it any more. */
  void end(Bridge bridge) {
    bridge.settle(agenda.now());
    bridge.gone = true;
    bridges.remove(bridge);
    bridgeTime += agenda.now() - bridge.created;
    ended.add(bridge);
    nodes.leave(bridge);
  }

  Instant instant() {
    return start.plusMillis(agenda.now());
  }

  /** Milliseconds of bridges so far, those that wait for a node included. */
  long bridgeTime() {
    long sum = bridgeTime;
    for (var bridge : bridges) {
      sum += agenda.now() - bridge.created;
    }
    return sum;
  }

  /** All that there ever were, with their accounts made up. */
  List<Bridge> all() {
    var all = new ArrayList<>(ended);
    bridges.forEach(bridge -> bridge.settle(agenda.now()));
    all.addAll(bridges);
    return all;
  }
}
