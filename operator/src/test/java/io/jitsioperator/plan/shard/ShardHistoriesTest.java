package io.jitsioperator.plan.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.api.v1alpha1.JitsiShardSpec;
import io.jitsioperator.api.v1alpha1.JitsiShardStatus;
import io.jitsioperator.intent.Intent;
import io.jitsioperator.intent.Removal;
import io.jitsioperator.plan.Histories;
import io.jitsioperator.world.Expectations;
import io.jitsioperator.world.ObjectRef;
import io.jitsioperator.world.Owned;
import io.jitsioperator.world.ShardWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * I8 over random histories: Prosody, brewery and Jicofo are never two (those on a dead node
 * excepted), and none restarts under a call before the user's deadline, while conferences come and
 * go, the user changes settings and release, processes fall, nodes are cordoned and lost, caches
 * are late, and the operator is restarted. Replayed by {@code -Dseed=… -Dhistories=1}.
 */
final class ShardHistoriesTest {

  private static final int STEPS = 80;

  /** Steps of five seconds: the deadline, and a minute for pods to come. */
  private static final int CALM = 75;

  /** A watch that lags longer is broken, and the cache is filled anew; in steps. */
  private static final int LONGEST_STALE = 12;

  /** As {@code Book} of the room {@code cluster}. */
  private static final int LAG = 120;

  private static final Duration DEADLINE = Duration.ofMinutes(5);

  /** Nobody changes a spec, so all histories share them: to read one takes longer than to plan. */
  private final Map<String, JitsiShardSpec> specs = new ConcurrentHashMap<>();

  @Test
  void inAnyHistory() {
    var empty = Stage.empty().world();
    Histories.run(300, seed -> new History(empty, seed).run());
  }

  /** One of them. */
  private final class History {
    private final ShardWorld empty;
    private final String where;
    private final Random random;
    private final ModelShard model;
    private final List<Expectations.Removed> removed = new ArrayList<>();
    private final Map<ObjectRef, Expectations.Applied> applied = new HashMap<>();
    private @Nullable JitsiShardStatus status;
    private List<HasMetadata> cache = List.of();
    private boolean stale;
    private int staleFor;
    private int release = 1;
    private String priority = "a";
    private boolean immediately;

    History(ShardWorld empty, Histories.Seed seed) {
      this.empty = empty;
      this.where = seed.replay();
      this.random = new Random(seed.seed());
      this.model = new ModelShard(random);
    }

    void run() {
      for (int i = 0; i < STEPS; i++) {
        if (i > 10) {
          disturb();
        }
        step(random.nextInt(3) > 0);
      }
      calmDown();
      for (int i = 0; i < CALM; i++) {
        step(i % 2 == 0);
      }
      var plan = plan();
      assertEquals(List.of(), plan.removals(), where + ": I5");
      assertTrue(
          plan.status().condition("UpdatePending").orElseThrow().getStatus().equals("False"),
          where + ": I5: " + plan.status().condition("UpdatePending"));
      assertEquals(3, model.parts.stream().flatMap(p -> p.pod.stream()).count(), where + ": I5");
    }

    private void step(boolean passes) {
      model.step();
      staleFor = stale ? staleFor + 1 : 0;
      if (staleFor > LONGEST_STALE || (!stale && random.nextInt(4) > 0)) {
        cache = model.shown();
      }
      if (passes) {
        act(plan());
      }
      assertEquals(List.of(), model.harm, where + " at " + model.now);
    }

    private Intent<JitsiShardStatus> plan() {
      var now = model.now;
      removed.removeIf(r -> !now.isBefore(r.expires()));
      applied.values().removeIf(a -> !now.isBefore(a.expires()) || isShown(a));
      var seen =
          WorldParts.exchange(
              empty,
              parts -> {
                parts.shard = shard();
                parts.owned = new Owned(cache);
                parts.signals = model.signals();
                parts.nodes = model.nodes();
                parts.expectations =
                    new Expectations(List.copyOf(applied.values()), List.copyOf(removed));
                parts.now = now;
              });
      return ShardPlanner.plan(seen, Worlds.SETTINGS);
    }

    private JitsiShard shard() {
      var shard = new JitsiShard();
      shard.setMetadata(empty.shard().getMetadata());
      shard.setSpec(specs.computeIfAbsent(spec(), yaml -> Worlds.shard("spec: " + yaml).getSpec()));
      shard.setStatus(status);
      return shard;
    }

    private boolean isShown(Expectations.Applied write) {
      return cache.stream()
          .filter(StatefulSet.class::isInstance)
          .filter(o -> ObjectRef.of(o).equals(write.ref()))
          .anyMatch(o -> o.getMetadata().getAnnotations().equals(write.annotations()));
    }

    private void act(Intent<JitsiShardStatus> plan) {
      for (var object : plan.objects()) {
        if (object instanceof StatefulSet set && differs(set)) {
          model.apply(set);
          applied.put(ObjectRef.of(set), written(set));
        }
      }
      plan.removals().forEach(this::remove);
      status = plan.status();
    }

    private boolean differs(StatefulSet set) {
      return model.parts.stream()
          .flatMap(p -> p.set.stream())
          .filter(old -> old.getMetadata().getName().equals(set.getMetadata().getName()))
          .noneMatch(
              old -> old.getMetadata().getAnnotations().equals(set.getMetadata().getAnnotations()));
    }

    private Expectations.Applied written(StatefulSet set) {
      return new Expectations.Applied(
          ObjectRef.of(set),
          "hash",
          "1",
          set.getMetadata().getAnnotations(),
          model.now.plusSeconds(LAG));
    }

    private void remove(Removal removal) {
      if (removal.ref().kind().equals("Pod") && random.nextInt(5) > 0) {
        model.remove(removal, immediately ? Optional.empty() : Optional.of(DEADLINE));
        removed.add(
            new Expectations.Removed(removal.ref(), removal.uid(), model.now.plusSeconds(15)));
      }
    }

    private void disturb() {
      switch (random.nextInt(50)) {
        case 0, 1 -> priority = random.nextBoolean() ? "a" : "b";
        case 2 -> release++;
        case 3 -> immediately = random.nextInt(4) == 0;
        case 4 -> model.cordoned.add(node());
        case 5 -> model.cordoned.clear();
        case 6 -> model.loses(node(), ModelShard.NodeState.CUT);
        case 7 -> model.loses(node(), ModelShard.NodeState.SPLIT);
        case 8 -> model.loses(node(), ModelShard.NodeState.OFF);
        case 9 -> model.outOfService(node());
        case 10, 11, 12 -> model.comeBack();
        case 13 -> stale = true;
        case 14, 15, 16 -> stale = false;
        case 17 -> model.hung = true;
        case 18, 19 -> model.hung = false;
        case 20 -> model.parts.get(random.nextInt(3)).crash(model.now);
        case 21 -> restart();
        default -> {}
      }
    }

    private String node() {
      return "n" + random.nextInt(4);
    }

    /** It remembers nothing, and its caches are filled anew. */
    private void restart() {
      removed.clear();
      applied.clear();
      model.forget();
      stale = false;
      cache = model.shown();
    }

    private void calmDown() {
      model.comeBack();
      model.cordoned.clear();
      model.hung = false;
      stale = false;
    }

    private String spec() {
      return "{ domain: meet.example.com, release: r%d, prosody: { priorityClassName: %s }, updates: { deadline: 5m, policy: %s } }"
          .formatted(release, priority, immediately ? "Immediately" : "WhenIdle");
    }
  }
}
