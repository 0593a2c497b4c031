package io.jitsioperator.simulate.run;

import io.jitsioperator.simulate.load.Load;
import io.jitsioperator.simulate.load.Trace;
import io.jitsioperator.simulate.load.TraceError;
import io.jitsioperator.simulate.policy.Policy;
import io.jitsioperator.simulate.policy.Sight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongToIntFunction;
import java.util.stream.Stream;

/** A policy that does what a test says, and remembers what it saw. */
final class Probe implements Policy {

  private final Removal removal;
  private final LongToIntFunction size;
  private final List<Sight> seen = new ArrayList<>();

  /**
   * Wants what it is told.
   *
   * @param size by the second since the start
   */
  Probe(Removal removal, LongToIntFunction size) {
    this.removal = removal;
    this.size = size;
  }

  @Override
  public String name() {
    return "probe";
  }

  @Override
  public Duration period() {
    return Duration.ofSeconds(5);
  }

  @Override
  public Wish decide(Sight sight) {
    seen.add(sight);
    return new Wish(size.applyAsInt(second(sight.now())), removal);
  }

  static long second(Instant time) {
    return Duration.between(Load.MONDAY, time).toSeconds();
  }

  /** All sights from that second to that one. */
  List<Sight> seen(long from, long to) {
    return seen.stream()
        .filter(sight -> from <= second(sight.now()) && second(sight.now()) <= to)
        .toList();
  }

  /** All bridges that were seen then. */
  List<Sight.Seen> bridges(long from, long to) {
    return seen(from, to).stream().flatMap(sight -> sight.bridges().stream()).toList();
  }

  /** The first second at which it saw one of that stage. */
  Optional<Long> first(Sight.Stage stage) {
    return seen.stream()
        .filter(sight -> sight.bridges().stream().anyMatch(each -> each.stage() == stage))
        .findFirst()
        .map(sight -> second(sight.now()));
  }

  /** The last second at which it saw that bridge. */
  long last(String bridge) {
    return seen.stream()
        .filter(sight -> sight.bridges().stream().anyMatch(each -> each.name().equals(bridge)))
        .mapToLong(sight -> second(sight.now()))
        .max()
        .orElse(-1);
  }

  Stream<String> names() {
    return seen.stream().flatMap(s -> s.bridges().stream()).map(Sight.Seen::name).distinct();
  }

  static Load trace(String... rows) {
    var lines = new ArrayList<>(List.of("seconds,conference,participants"));
    lines.addAll(List.of(rows));
    try {
      return Trace.parse("test", lines, 1);
    } catch (TraceError e) {
      throw new IllegalArgumentException(e);
    }
  }

  Outcome run(Load load, int min, Fault... faults) {
    return run(load, Terrain.warm(1, min), faults);
  }

  Outcome run(Load load, Terrain terrain, Fault... faults) {
    return Simulation.run(load, () -> this, terrain, List.of(faults));
  }
}
