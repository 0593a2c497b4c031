package io.jitsioperator.jitsi;

import io.jitsioperator.world.Answer;
import io.jitsioperator.world.JicofoReport;
import io.jitsioperator.world.JicofoReport.Components;
import io.jitsioperator.world.JicofoReport.Health;
import io.jitsioperator.world.JicofoReport.Stats;
import io.jitsioperator.world.PortReport;
import io.jitsioperator.world.ShardSignals;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * That part of a shard's signals on which decisions hang. While it stays equal, nobody needs to
 * plan the shard again.
 *
 * @param jicofo empty while no Jicofo is watched
 * @param brewery which case of the report
 * @param ports what each pod's port showed
 */
record Gist(Optional<OfJicofo> jicofo, Class<?> brewery, Map<String, OfPort> ports) {

  /** The restart rule wants two zeros that lie this far apart. */
  private static final Duration IDLE = Duration.ofSeconds(5);

  record OfPort(String podUid, PortReport.State state) {}

  /**
   * Of one Jicofo.
   *
   * @param health HTTP status; empty unless it said one
   */
  record OfJicofo(
      String podUid,
      Class<?> stats,
      boolean busy,
      boolean idle,
      boolean hasBridges,
      Class<?> versionAnswer,
      Optional<String> version,
      Class<?> healthAnswer,
      Optional<Integer> health,
      Class<?> componentsAnswer,
      Optional<Components> components,
      Optional<Set<String>> bridges) {}

  static Gist of(ShardSignals signals) {
    return new Gist(
        signals.jicofo().map(Gist::of),
        signals.brewery().getClass(),
        signals.ports().entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey,
                    port -> new OfPort(port.getValue().podUid(), port.getValue().state()))));
  }

  private static OfJicofo of(JicofoReport jicofo) {
    Optional<Stats> stats = jicofo.stats().said();
    return new OfJicofo(
        jicofo.podUid(),
        jicofo.stats().getClass(),
        stats.filter(said -> said.conferences() > 0).isPresent(),
        idle(jicofo),
        stats.filter(said -> said.operationalBridges() > 0).isPresent(),
        jicofo.version().getClass(),
        jicofo.version().said(),
        jicofo.health().getClass(),
        jicofo.health().said().map(Health::status),
        jicofo.components().getClass(),
        jicofo.components().said(),
        jicofo.bridges().said());
  }

  private static boolean idle(JicofoReport jicofo) {
    return jicofo.stats() instanceof Answer.Said<Stats>(Stats stats, Instant at)
        && jicofo.idleSince().filter(since -> !at.isBefore(since.plus(IDLE))).isPresent();
  }
}
