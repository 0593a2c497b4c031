package io.jitsioperator.plan.shard;

import io.jitsioperator.world.Answer;
import io.jitsioperator.world.JicofoReport;
import io.jitsioperator.world.JicofoReport.Components;
import io.jitsioperator.world.JicofoReport.Health;
import io.jitsioperator.world.JicofoReport.Stats;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What Jicofo says, taken apart, so that a test can exchange one answer and keep the rest. */
final class JicofoParts {

  String podUid;
  Answer<String> version;
  Answer<Stats> stats;
  Answer<Health> health;
  Answer<Components> components;
  Answer<Set<String>> bridges;
  Optional<Instant> idleSince;
  Optional<Instant> runsSince;

  private JicofoParts(JicofoReport report) {
    podUid = report.podUid();
    version = report.version();
    stats = report.stats();
    health = report.health();
    components = report.components();
    bridges = report.bridges();
    idleSince = report.idleSince();
    runsSince = report.runsSince();
  }

  /** A copy of that report in which that is different. */
  static JicofoReport exchange(JicofoReport report, Consumer<JicofoParts> change) {
    var p = new JicofoParts(report);
    change.accept(p);
    return new JicofoReport(
        p.podUid, p.version, p.stats, p.health, p.components, p.bridges, p.idleSince, p.runsSince);
  }

  /** No answer to {@code /stats}, for the reports of a Jicofo that does not answer. */
  static JicofoReport silent() {
    return exchange(
        Stage.stats(0, 0),
        p -> {
          p.stats = new Answer.Silent<>("time-out", Worlds.NOW);
          p.idleSince = Optional.empty();
          p.runsSince = Optional.empty();
        });
  }
}
