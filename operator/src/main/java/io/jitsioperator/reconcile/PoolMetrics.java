package io.jitsioperator.reconcile;

import io.jitsioperator.intent.Call;
import io.jitsioperator.plan.sizing.Outcome;
import io.jitsioperator.world.BreweryRoom;
import io.jitsioperator.world.BridgePresence;
import io.jitsioperator.world.BridgeReport;
import io.jitsioperator.world.PoolId;
import io.jitsioperator.world.PoolSignals;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Shows how pools find their size, and what that does to people. These are the only series that
 * name a resource: there are few pools, and each has a load of its own.
 */
final class PoolMetrics {

  private final Gauge desired;
  private final Gauge load;
  private final Gauge forecast;
  private final Gauge leadTime;
  private final Gauge unmet;
  private final Counter moves;
  private final Counter cut;
  private final Histogram latency;

  /** Registers its collectors. */
  PoolMetrics(CollectorRegistry registry) {
    desired = gauge("desired_bridges", "Bridges that the load asks for.").register(registry);
    load = gauge("load", "Stress of all bridges; 1 is a full one.").register(registry);
    forecast =
        gauge("forecast", "That stress when a bridge that is made now serves.").register(registry);
    leadTime =
        gauge("lead_time_seconds", "From a new pod to a bridge that serves.").register(registry);
    unmet =
        gauge("unmet_bridges", "Bridges that the load needs beyond maxReplicas.")
            .register(registry);
    moves = counter("moves", "Times that a Jicofo was asked to empty a bridge.").register(registry);
    cut =
        counter("people_cut", "People on bridges that were shut down at drain.timeout.")
            .register(registry);
    latency =
        Histogram.build(
                "jitsi_operator_pool_decision_latency_seconds",
                "From the newest word of a bridge to the end of the pass that changed a size by it.")
            .buckets(.01, .05, .1, .25, .5, 1, 2.5, 5, 15, 60)
            .register(registry);
  }

  private static Gauge.Builder gauge(String name, String help) {
    return Gauge.build("jitsi_operator_pool_" + name, help).labelNames("namespace", "pool");
  }

  private static Counter.Builder counter(String name, String help) {
    return Counter.build("jitsi_operator_pool_" + name + "_total", help)
        .labelNames("namespace", "pool");
  }

  /** That pool is looked after: what was never counted is 0. */
  void sees(PoolId pool) {
    moves.labels(labels(pool));
    cut.labels(labels(pool));
  }

  /**
   * The load of a pool was judged.
   *
   * @param max most bridges that its user allows
   */
  void judged(PoolId pool, int max, Outcome outcome) {
    var inputs = outcome.inputs();
    desired.labels(labels(pool)).set(outcome.decision().to());
    load.labels(labels(pool)).set(inputs.load().up());
    forecast.labels(labels(pool)).set(inputs.need().expected());
    leadTime.labels(labels(pool)).set(inputs.leadTime().toMillis() / 1000.0);
    unmet.labels(labels(pool)).set(Math.max(0, inputs.need().toGrow() - max));
  }

  /** It has no autoscaling any more. */
  void unsized(PoolId pool) {
    Stream.of(desired, load, forecast, leadTime, unmet).forEach(each -> each.remove(labels(pool)));
  }

  /**
   * A pass has changed a size, and is over.
   *
   * @param signals from which it was planned
   */
  void changed(PoolSignals signals, Instant end) {
    signals.breweries().values().stream()
        .flatMap(PoolMetrics::presences)
        .flatMap(presence -> presence.changed().stream())
        .max(Instant::compareTo)
        .ifPresent(at -> latency.observe(Duration.between(at, end).toMillis() / 1000.0));
  }

  /**
   * Jitsi was asked for something, and has done it.
   *
   * @param signals what was known before
   */
  void asked(PoolId pool, Call call, PoolSignals signals) {
    switch (call) {
      case Call.Move move -> moves.labels(labels(pool)).inc();
      case Call.ShutDown(var bridge, var forced) when forced ->
          cut.labels(labels(pool)).inc(people(bridge.pod(), bridge.podUid(), signals));
      case Call.ShutDown ends -> {
        // It waits until nobody is there.
      }
      case Call.Drain drain -> {
        // Nobody notices.
      }
      case Call.Undrain undrain -> {
        // Nobody notices.
      }
    }
  }

  /** Unknown is not zero: at least somebody. */
  private static int people(String pod, String uid, PoolSignals signals) {
    return signals
        .bridge(uid)
        .stats()
        .said()
        .map(BridgeReport.Stats::localEndpoints)
        .or(
            () ->
                signals.breweries().values().stream()
                    .flatMap(PoolMetrics::presences)
                    .filter(presence -> presence.nick().equals(pod))
                    .findFirst()
                    .flatMap(BridgePresence::localEndpoints))
        .orElse(1);
  }

  private static Stream<BridgePresence> presences(BreweryRoom room) {
    return room instanceof BreweryRoom.Seen seen
        ? seen.bridges().values().stream()
        : Stream.<BridgePresence>empty();
  }

  void forget(PoolId pool) {
    unsized(pool);
    List.of(moves, cut).forEach(each -> each.remove(labels(pool)));
  }

  private static String[] labels(PoolId pool) {
    return new String[] {pool.namespace(), pool.name()};
  }
}
