package io.jitsioperator.simulate.policy;

import io.jitsioperator.plan.sizing.Gauge;
import io.jitsioperator.plan.sizing.Outcome;
import io.jitsioperator.plan.sizing.Rules;
import io.jitsioperator.plan.sizing.Sizing;
import io.jitsioperator.world.SizingMemory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Ours: the very code that the operator runs. */
public final class OperatorPolicy implements Policy {

  /** Bridges speak so often, and the operator looks whenever one has spoken. */
  private static final Duration PERIOD = Duration.ofSeconds(5);

  private final String name;
  private final Rules rules;
  private SizingMemory memory = SizingMemory.none();

  /**
   * One with nothing in its memory.
   *
   * @param name in tables
   * @param rules what the user asks for
   */
  public OperatorPolicy(String name, Rules rules) {
    this.name = name;
    this.rules = rules;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Duration period() {
    return PERIOD;
  }

  @Override
  public Wish decide(Sight sight) {
    List<Gauge> bridges = sight.bridges().stream().map(OperatorPolicy::gauge).toList();
    if (memory.size().isEmpty()) {
      memory = memory.begin((int) bridges.stream().filter(Gauge::counts).count());
    }
    Outcome outcome = Sizing.decide(rules, bridges, memory, sight.now());
    memory = outcome.memory();
    return new Wish(outcome.decision().to(), new Removal.Planned());
  }

  private static Gauge gauge(Sight.Seen seen) {
    Optional<Sight.Report> report = seen.report().filter(said -> !seen.silent());
    return new Gauge(
        seen.name(),
        stage(seen),
        seen.created(),
        report.map(Sight.Report::stress),
        report.map(Sight.Report::participants),
        seen.node().filter(node -> seen.sharesNode()));
  }

  private static Gauge.Stage stage(Sight.Seen seen) {
    return switch (seen.stage()) {
      case PENDING, STARTING -> Gauge.Stage.STARTING;
      case ACTIVE -> seen.silent() ? Gauge.Stage.SILENT : Gauge.Stage.ACTIVE;
      case LEAVING -> Gauge.Stage.LEAVING;
    };
  }
}
