package io.jitsioperator.plan.bridges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jitsioperator.api.v1alpha1.BridgePool;
import io.jitsioperator.plan.Histories;
import io.jitsioperator.plan.pool.Leave;
import io.jitsioperator.plan.wiring.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * The law of sizing through the whole plan of a pool, over random histories: crowds come and go,
 * the brewery is lost, bridges are silent, caches are late, the API server refuses, the operator
 * dies. {@code -Dseed=… -Dhistories=1} replays what a failure has printed.
 *
 * <p>Defect that it found: the cache of pods kept no resources, and a pool with autoscaling could
 * not be planned at all.
 */
final class SizedHistoriesTest {

  private static final int SECONDS = 400;
  private static final int LEAST = 1;
  private static final int MOST = 3;
  private static final Duration WINDOW = Duration.ofSeconds(60);

  private final ModelSpecs specs = new ModelSpecs();
  private final BridgePool sized =
      Stored.pool(
          """
          spec:
            shards: [{ namespace: meet, name: eu1 }]
            autoscaling:
              minReplicas: %d
              maxReplicas: %d
              targetStress: 0.1
              behavior: { scaleDown: { stabilizationWindowSeconds: 60, policies: [] } }
            drain: { patience: { scaleDown: 20s, update: 10s, node: 5s } }
          """
              .formatted(LEAST, MOST));

  private final AtomicInteger grown = new AtomicInteger();
  private final AtomicInteger shrunk = new AtomicInteger();

  @Test
  void inAnyHistory() {
    Histories.run(60, seed -> new History(seed).run());
    if (Integer.getInteger("histories", 60) >= 60) {
      assertTrue(grown.get() > 10, "pools have grown: " + grown);
      assertTrue(shrunk.get() > 10, "pools have shrunk: " + shrunk);
    }
  }

  private final class History {
    private final String where;
    private final Random random;
    private final PoolModel model;
    private final ModelOperator operator;

    /** Since then nothing was unknown and no operator has begun. */
    private Instant sureSince;

    private int restarts;
    private int desired;

    History(Histories.Seed seed) {
      where = seed.replay();
      random = new Random(seed.seed());
      var pool = specs.pool("b", "extra", 1, ModelSpecs.Pool.of(1, "HostPort", 30000));
      pool.setSpec(sized.getSpec());
      model = new PoolModel(random, specs.shard(1), pool);
      operator = new ModelOperator(model, random);
      sureSince = model.now;
    }

    void run() {
      for (int second = 0; second < SECONDS; second++) {
        disturb();
        model.tick();
        if (isUnseen() || operator.restarts > restarts) {
          restarts = operator.restarts;
          sureSince = model.now;
        }
        if (random.nextInt(3) > 0) {
          step(random.nextInt(6) == 0 ? 5 : 0);
        }
      }
    }

    private boolean isUnseen() {
      return model.roomSince.isEmpty() || model.now.isBefore(model.comingUntil);
    }

    private void disturb() {
      switch (random.nextInt(150)) {
        case 0, 1, 2 -> model.crowded = !model.crowded;
        case 3 -> model.roomSince = Optional.empty();
        case 4, 5, 6 -> seeAgain();
        case 7 -> model.stale = true;
        case 8, 9 -> model.stale = false;
        case 10 -> operator.restart();
        case 11 -> model.bridges.values().stream().findAny().ifPresent(b -> b.silent = true);
        case 12, 13 -> model.bridges.values().forEach(b -> b.silent = false);
        default -> {}
      }
    }

    private void seeAgain() {
      if (model.roomSince.isEmpty()) {
        model.roomSince = Optional.of(model.now);
        model.bridges.values().forEach(b -> b.presence = Optional.empty());
      }
    }

    private void step(int faults) {
      var plan = operator.plan();
      int wanted = Objects.requireNonNull(plan.intent().status().desired());
      assertTrue(
          LEAST <= wanted && wanted <= MOST,
          () -> "%s at %s: I3: %d wanted".formatted(where, model.now, wanted));
      if (isUnseen()) {
        assertEquals(List.of(), smaller(plan), () -> where + " at " + model.now + ": I2: unseen");
      }
      assertTrue(
          wanted >= desired || !model.now.isBefore(sureSince.plus(WINDOW)),
          () ->
              "%s at %s: I2: %d became %d, and all is known since %s only"
                  .formatted(where, model.now, desired, wanted, sureSince));
      if (operator.carryOut(plan, faults)) {
        grown.addAndGet(desired > 0 && wanted > desired ? 1 : 0);
        shrunk.addAndGet(wanted < desired ? 1 : 0);
        desired = wanted;
      }
      assertEquals(List.of(), model.harm, () -> where + " at " + model.now);
    }

    /** Those that are told to leave because they are too many. */
    private static List<String> smaller(PoolPlanner.Plan plan) {
      var word = Optional.of(Leave.SCALE_DOWN.word());
      return plan.errands().marks().stream()
          .filter(mark -> word.equals(mark.annotations().get(DrainMark.REASON)))
          .map(mark -> mark.ref().name())
          .toList();
    }
  }
}
