package io.jitsioperator.simulate.run;

import io.jitsioperator.simulate.load.Load;
import io.jitsioperator.simulate.policy.Policy;
import java.util.List;
import java.util.function.Supplier;

/** A pool that lives through a load under a policy, in no time. */
public final class Simulation {

  private static final double MINUTE = 60_000;
  private static final double HOUR = 60 * MINUTE;

  private final Load load;
  private final Supplier<Policy> policies;
  private final Agenda agenda = new Agenda();
  private final Nodes nodes;
  private final Voices voices;
  private final Fleet fleet;
  private final Calls calls;
  private final Demand demand;
  private final Eyes eyes;
  private final Staff staff;
  private final Recorder recorder = new Recorder();
  private Policy policy;

  private Simulation(Load load, Supplier<Policy> policies, Terrain terrain, List<Fault> faults) {
    this.load = load;
    this.policies = policies;
    this.policy = policies.get();
    var weather = new Weather(List.copyOf(faults), agenda);
    nodes = new Nodes(agenda, weather, terrain);
    voices = new Voices(agenda, weather, terrain.seed());
    fleet = new Fleet(agenda, nodes, voices, load.start());
    var jicofo = new Jicofo(fleet, agenda);
    calls = new Calls(agenda, load, jicofo, terrain.seed());
    demand = new Demand(load, terrain.min());
    eyes = new Eyes(fleet, agenda);
    var drains = new Drains(agenda, weather, fleet, calls, jicofo);
    staff = new Staff(agenda, fleet, drains, new PlannedRemoval(fleet, drains, eyes));
    for (int i = 0; i < terrain.min(); i++) {
      fleet.standing();
    }
    faults.forEach(fault -> agenda.at(fault.at(), () -> begin(fault)));
    agenda.at(0, this::decide);
    agenda.at(0, this::record);
  }

  /**
   * Runs it to its end; the same for the same arguments.
   *
   * @param load what people do
   * @param policies what decides; asked again when an operator starts anew
   * @param terrain where the pool stands
   * @param faults what goes wrong
   */
  public static Outcome run(
      Load load, Supplier<Policy> policies, Terrain terrain, List<Fault> faults) {
    var simulation = new Simulation(load, policies, terrain, faults);
    simulation.run();
    return simulation.outcome();
  }

  private void run() {
    for (int row = 0; row < load.size(); row++) {
      long at = load.at(row);
      agenda.advance(at);
      demand.become(load.conference(row), load.people(row), at);
      calls.become(load.conference(row), load.people(row));
    }
    agenda.advance(load.end());
  }

  private void decide() {
    staff.apply(policy.decide(eyes.see()));
    agenda.in(policy.period().toMillis(), this::decide);
  }

  private void record() {
    recorder.point(agenda.now(), demand, fleet, staff.desired(), calls.waiting());
    agenda.in(Recorder.EVERY, this::record);
  }

  private void begin(Fault fault) {
    switch (fault.kind()) {
      case OPERATOR_RESTART -> policy = policies.get();
      case NODE_DRAIN -> {
        var node = nodes.busiest();
        if (node != null) {
          staff.evict(node);
        }
      }
      case NOISY_NEIGHBOUR -> disturb(fault.length());
      case LYING_BRIDGE, LYING_BRIDGE_HIGH ->
          fleet.bridges().stream().filter(Bridge::serves).findFirst().ifPresent(voices::lies);
      case METRICS_GAP, HALF_SILENT, NO_NODES, SLOW_IMAGE_PULL -> {
        // They are asked for where they matter.
      }
    }
  }

  private void disturb(long length) {
    var node = nodes.busiest();
    if (node != null) {
      node.settle(agenda.now());
      node.noisy = true;
      agenda.in(
          length,
          () -> {
            node.settle(agenda.now());
            node.noisy = false;
          });
    }
  }

  private Outcome outcome() {
    long peopleTime = calls.waitingTime();
    long overloadTime = peopleTime;
    long present = 0;
    for (var bridge : fleet.all()) {
      peopleTime += bridge.peopleTime;
      overloadTime += bridge.overloadTime;
      present += bridge.people;
    }
    var counts = calls.counts();
    var result =
        new Result(
            policy.name(),
            overloadTime / MINUTE,
            peopleTime / MINUTE,
            counts.late(),
            counts.cut(),
            counts.moved(),
            fleet.bridgeTime() / HOUR,
            nodes.nodeTime() / HOUR,
            demand.fluidTime(agenda.now()) / HOUR,
            staff.flaps());
    return new Outcome(
        result,
        recorder.series(),
        new Outcome.People(counts.joined(), counts.left(), present, calls.waiting()));
  }
}
