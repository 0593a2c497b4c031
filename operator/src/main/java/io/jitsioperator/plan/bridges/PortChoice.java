package io.jitsioperator.plan.bridges;

import io.jitsioperator.plan.kube.Pods;
import io.jitsioperator.world.MediaFacts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Which UDP port the next bridge gets. */
final class PortChoice {

  private final MediaManner manner;
  private final List<Integer> range;
  private final List<Integer> used;
  private final List<Integer> others;
  private final Set<Integer> lacking;

  private PortChoice(
      MediaManner manner,
      List<Integer> range,
      List<Integer> used,
      List<Integer> others,
      Set<Integer> lacking) {
    this.manner = manner;
    this.range = range;
    this.used = new ArrayList<>(used);
    this.others = others;
    this.lacking = lacking;
  }

  /**
   * By who holds ports now: bridges until they have ended, also those that drain; Services until
   * they are gone; and what we have just made.
   */
  static PortChoice of(PoolScope scope, List<Bridge> bridges, Seats seats) {
    var manner = MediaManner.wanted(scope);
    var used = new ArrayList<Integer>();
    bridges.stream().filter(b -> !Pods.hasEnded(b.pod())).map(Bridge::port).forEach(used::add);
    used.addAll(scope.unseenPorts());
    // The API server gives a port to one Service at a time, whatever becomes of the pods.
    Seats.services(scope).stream()
        .map(s -> MediaService.port(MediaManner.annotations(s)))
        .forEach(used::add);
    seats.free().stream().filter(s -> s.service().isEmpty()).forEach(s -> used.add(s.port()));
    var ports = scope.spec().media().ports();
    return new PortChoice(
        manner,
        IntStream.rangeClosed(ports.from(), ports.last())
            .filter(port -> !manner.isOnAllNodes() || isOpen(scope.world().media(), port))
            .boxed()
            .toList(),
        used,
        manner.takesHostPort() ? portsOfOthers(scope) : List.of(),
        bridges.stream()
            .filter(NodePorts::lacksPort)
            .map(Bridge::port)
            .collect(Collectors.toSet()));
  }

  private static List<Integer> portsOfOthers(PoolScope scope) {
    return scope.world().media().portsOfOthers().stream().map(MediaFacts.HeldPort::port).toList();
  }

  private static boolean isOpen(MediaFacts facts, int port) {
    return facts.refusals().stream().noneMatch(refusal -> refusal.concerns(port));
  }

  /** How many bridges find one. */
  int left() {
    return manner.needsPortOfItsOwn()
        ? (int) range.stream().filter(port -> !used.contains(port)).count()
        : Integer.MAX_VALUE;
  }

  /** The port of one more; empty if there is none. */
  OptionalInt next() {
    var next =
        range.stream()
            .filter(port -> !manner.needsPortOfItsOwn() || !used.contains(port))
            // Where one of ours waits already, the next one would, too. And the scheduler keeps two
            // of one port apart, so all should be used evenly.
            .min(
                Comparator.<Integer>comparingInt(port -> lacking.contains(port) ? 1 : 0)
                    .thenComparingInt(this::holders));
    next.ifPresent(used::add);
    return next.map(OptionalInt::of).orElseGet(OptionalInt::empty);
  }

  private int holders(int port) {
    return Collections.frequency(used, port) + Collections.frequency(others, port);
  }
}
