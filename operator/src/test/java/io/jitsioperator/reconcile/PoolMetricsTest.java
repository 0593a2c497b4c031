package io.jitsioperator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitsioperator.intent.Call;
import io.jitsioperator.intent.Watch;
import io.jitsioperator.plan.sizing.Decision;
import io.jitsioperator.plan.sizing.Floors;
import io.jitsioperator.plan.sizing.Inputs;
import io.jitsioperator.plan.sizing.Load;
import io.jitsioperator.plan.sizing.Need;
import io.jitsioperator.plan.sizing.Outcome;
import io.jitsioperator.world.BreweryRoom;
import io.jitsioperator.world.BridgePresence;
import io.jitsioperator.world.PoolId;
import io.jitsioperator.world.PoolSignals;
import io.jitsioperator.world.ShardId;
import io.jitsioperator.world.SizingMemory;
import io.prometheus.client.CollectorRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is shown of the size of pools. */
class PoolMetricsTest {

  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final PoolId POOL = new PoolId("meet", "eu");
  private static final Watch.Target BRIDGE = new Watch.Target("b-1", "uid-1", "10.0.0.1", 8080);

  private final CollectorRegistry registry = new CollectorRegistry();
  private final PoolMetrics metrics = new PoolMetrics(registry);

  @Test
  void theySayHowTheLoadWasJudged() {
    metrics.judged(POOL, 4, outcome(7));
    assertThat(of("desired_bridges")).isEqualTo(4);
    assertThat(of("load")).isEqualTo(2.5);
    assertThat(of("forecast")).isEqualTo(3.5);
    assertThat(of("lead_time_seconds")).isEqualTo(45);
    assertThat(of("unmet_bridges")).isEqualTo(3);
    metrics.judged(POOL, 9, outcome(7));
    assertThat(of("unmet_bridges")).as("the user allows more than that").isZero();
  }

  @Test
  void nobodyWasMovedOrCutUntilSomebodyIs() {
    metrics.sees(POOL);
    assertThat(of("moves_total")).isZero();
    assertThat(of("people_cut_total")).isZero();
    metrics.asked(POOL, new Call.Drain(BRIDGE), PoolSignals.none());
    metrics.asked(POOL, new Call.ShutDown(BRIDGE, false), seen(12));
    assertThat(of("people_cut_total")).as("that one waits until it is empty").isZero();
    metrics.asked(POOL, new Call.Move(BRIDGE, new ShardId("meet", "s"), "b-1"), seen(12));
    assertThat(of("moves_total")).isEqualTo(1);
    metrics.asked(POOL, new Call.ShutDown(BRIDGE, true), seen(12));
    assertThat(of("people_cut_total")).isEqualTo(12);
    metrics.asked(POOL, new Call.ShutDown(BRIDGE, true), PoolSignals.none());
    assertThat(of("people_cut_total")).as("unknown is not zero").isEqualTo(13);
  }

  @Test
  void aDecisionIsAsOldAsTheNewestWordOfABridge() {
    metrics.changed(seen(12), NOW);
    assertThat(registry.getSampleValue("jitsi_operator_pool_decision_latency_seconds_sum"))
        .isEqualTo(0.2);
    metrics.changed(PoolSignals.none(), NOW);
    assertThat(registry.getSampleValue("jitsi_operator_pool_decision_latency_seconds_count"))
        .as("without a word there is nothing to measure")
        .isEqualTo(1);
  }

  @Test
  void whatIsGoneHasNoSeries() {
    metrics.sees(POOL);
    metrics.judged(POOL, 4, outcome(2));
    metrics.unsized(POOL);
    assertThat(of("load")).isNull();
    assertThat(of("moves_total")).isZero();
    metrics.judged(POOL, 4, outcome(2));
    metrics.forget(POOL);
    assertThat(of("unmet_bridges")).isNull();
    assertThat(of("moves_total")).isNull();
  }

  private @Nullable Double of(String name) {
    return registry.getSampleValue(
        "jitsi_operator_pool_" + name,
        new String[] {"namespace", "pool"},
        new String[] {"meet", "eu"});
  }

  private static Outcome outcome(int need) {
    return new Outcome(
        new Decision(2, 4, Decision.Why.MAXIMUM),
        new Inputs(
            new Load(2.5, 2.5, 0.9, 250, 3, 3),
            new Need(need, need, 3.5, Decision.Why.LOAD),
            new Floors(0, Optional.empty(), Optional.empty()),
            Duration.ofSeconds(45),
            0.01),
        SizingMemory.none());
  }

  /** Two bridges, of which one spoke a second ago, the other just now. */
  private static PoolSignals seen(int people) {
    var room =
        new BreweryRoom.Seen(
            NOW.minusSeconds(60),
            Map.of(
                "b-1", presence("b-1", people, NOW.minusMillis(1000)),
                "b-2", presence("b-2", 0, NOW.minusMillis(200))));
    return new PoolSignals(Map.of(new ShardId("meet", "s"), room), Map.of(), Map.of());
  }

  private static BridgePresence presence(String nick, int people, Instant changed) {
    return new BridgePresence(
        nick,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(0.5),
        Optional.of(people),
        Optional.of(false),
        Optional.of(false),
        Optional.of(false),
        Optional.of(true),
        NOW.minusSeconds(60),
        Optional.of(changed));
  }
}
