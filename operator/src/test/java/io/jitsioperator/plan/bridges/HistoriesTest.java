package io.jitsioperator.plan.bridges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jitsioperator.api.v1alpha1.BridgePool;
import io.jitsioperator.intent.Call;
import io.jitsioperator.plan.Histories;
import io.jitsioperator.plan.pool.Leave;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The invariants of the design over random histories: people come and go, the user changes the
 * pool, nodes are cordoned, the brewery is lost, bridges hang, caches are late, the API server
 * refuses, the operator dies between any two acts. {@code -Dseed=… -Dhistories=1} replays what a
 * failure has printed.
 *
 * <p>Planted bugs with which it was seen to fail: what was just made is not counted (I6); a bridge
 * that drains is shut down although people are on it (I1); whoever is not heard of is not wanted
 * any more (I2); surge is not bounded, or does not count those that leave already (I3); a pod that
 * has ended stays (I5); people are moved to another version, or old bridges do not wait for Jicofo
 * (I7, order). Defects that it found: a mark on a pod that is gone was taken for a bridge, and the
 * pool shrank (I2); what was written onto pods was forgotten after 15 s, and late caches led to
 * bridges too many (I3); a mark was forgotten when its pod was deleted, and one more was replaced
 * (I3); with two bridges on a node that had died, the living one was told to leave (I2); after a
 * restart a bridge on a node that is not heard counted as one that starts (order), and what had
 * been made in place of those on a dead node was given up (I2).
 */
final class HistoriesTest {

  private static final int SECONDS = 180;

  /** Within so long after the last fault everything is as it shall be. */
  private static final int CALM = 360;

  /** Rest lasts longer than anything that we, or the model, remember for a time. */
  private static final int REST = 130;

  private final ModelSpecs specs = new ModelSpecs();

  @Test
  void inAnyHistory() {
    Histories.run(100, seed -> new History(specs, seed).run());
  }

  /** One of them. */
  private static final class History {
    private final String where;
    private final ModelSpecs specs;
    private final Random random;
    private final PoolModel model;
    private final ModelOperator operator;
    private final String exposure;
    private int port;
    private int replicas = 2;
    private int release = 1;
    private int generation = 1;

    History(ModelSpecs specs, Histories.Seed seed) {
      this.where = seed.replay();
      this.specs = specs;
      this.random = new Random(seed.seed());
      this.exposure = List.of("HostPort", "NodePort", "LoadBalancer").get(random.nextInt(3));
      this.port = 30000;
      this.model = new PoolModel(random, specs.shard(release), wanted());
      this.operator = new ModelOperator(model, random);
    }

    void run() {
      for (int second = 0; second < SECONDS; second++) {
        disturb();
        model.tick();
        if (random.nextInt(3) > 0) {
          step(random.nextInt(4) == 0 ? 5 : 0);
        }
      }
      calmDown();
      int rests = 0;
      for (int second = 0; second < CALM && rests < REST; second++) {
        model.tick();
        if (second % 2 == 0) {
          step(0);
          rests = isAtRest() ? rests + 2 : 0;
        }
      }
      atRest();
      aRestartSaysNothingNew();
    }

    private void step(int faults) {
      long serving = counting();
      long replaced = replaced();
      var seen = model.isCacheTrue();
      var whole = operator.pass(faults);
      assertEquals(List.of(), model.harm, where + " at " + model.now);
      long surge = model.pool.getSpec().updates().surgeOf(replicas);
      assertTrue(
          counting() <= Math.max(serving, replicas + surge),
          where + ": I3: " + counting() + " bridges for " + replicas);
      assertTrue(
          replaced() <= Math.max(replaced, surge),
          where + ": I3: " + replaced() + " are replaced at once");
      assertTrue(
          !seen || counting() >= Math.min(serving, replicas) - leavingForGood(),
          where + ": I2: " + serving + " became " + counting() + " of " + replicas);
      if (!whole || random.nextInt(4) > 0) {
        return;
      }
      var again = operator.plan();
      // Who was told to leave a moment ago may need a replacement now; and what exists already is
      // asked for again while the cache does not show it.
      assertTrue(
          operator.hasMarked || operator.unborn.containsAll(madeAgain(again)),
          where + ": I6: made again after " + operator.unborn + ": " + names(again));
      assertTrue(
          operator.hasMarked || operator.refused.containsAll(newServices(again)),
          where + ": I6: Services made again: " + newServices(again));
      assertTrue(
          again.errands().calls().stream()
              .noneMatch(c -> c instanceof Call.Move && operator.asked.contains(c)),
          where + ": I6: moved again");
    }

    private static List<String> names(PoolPlanner.Plan plan) {
      return plan.errands().births().stream().map(p -> p.getMetadata().getName()).toList();
    }

    /** Those that leave because another one takes their place. */
    private long replaced() {
      return model.bridges.values().stream()
          .filter(b -> !b.ended && !b.gone)
          .flatMap(b -> Stream.ofNullable(b.annotations.get(DrainMark.REASON)))
          .filter(List.of("Update", "Node", "Requested", "Broken", "NoPort")::contains)
          .count();
    }

    /** Without those whose Service was made by the last pass: now it is their turn. */
    private List<String> madeAgain(PoolPlanner.Plan plan) {
      return names(plan).stream()
          .filter(name -> model.bridges.containsKey(name) || !model.services.has(name))
          .toList();
    }

    private List<String> newServices(PoolPlanner.Plan plan) {
      return plan.intent().objects().stream()
          .filter(Service.class::isInstance)
          .map(s -> s.getMetadata().getName())
          .filter(name -> !model.services.has(name))
          .toList();
    }

    /** Those that leave without another taking their place: unknown, broken, or never started. */
    private long leavingForGood() {
      return model.bridges.values().stream()
          .filter(b -> b.annotations.containsKey(DrainMark.REASON))
          .filter(b -> !Leave.SCALE_DOWN.word().equals(b.annotations.get(DrainMark.REASON)))
          .count();
    }

    private long counting() {
      return model.bridges.values().stream()
          .filter(b -> !b.ended && !b.graceful && !b.terminating && !b.gone)
          .filter(b -> !b.annotations.containsKey(DrainMark.REASON))
          .count();
    }

    private void disturb() {
      switch (random.nextInt(70)) {
        case 0 -> ask(random.nextInt(5), release);
        case 1 -> ask(replicas, release + 1);
        case 2 -> model.ground.cordoned.add("node" + random.nextInt(ModelGround.NODES));
        case 3 -> model.ground.cordoned.clear();
        case 4 -> model.roomSince = Optional.empty();
        case 5, 6 -> seeAgain();
        case 7 -> model.stale = true;
        case 8, 9 -> model.stale = false;
        case 10 -> any().ifPresent(b -> b.hung = true);
        case 11 -> any().ifPresent(b -> b.silent = true);
        case 12, 13, 14 -> heal();
        case 15 -> model.crowded = !model.crowded;
        case 16 -> operator.restart();
        case 17 -> any().ifPresent(b -> request(b));
        case 18 -> model.ground.lost.dies("node" + random.nextInt(ModelGround.NODES), model.now);
        case 19, 20 ->
            model.ground.lost.isCutOff("node" + random.nextInt(ModelGround.NODES), model.now);
        case 21 -> model.ground.lost.goes("node" + random.nextInt(ModelGround.NODES));
        case 22, 23 -> model.ground.comeBack();
        case 24 -> takePorts();
        case 25 -> askForPorts(30000 + 5 * random.nextInt(2));
        default -> {}
      }
    }

    /** Somebody else's Services have some. */
    private void takePorts() {
      model.services.foreignPorts.clear();
      for (int i = 0; i < 3; i++) {
        int wish = 30000 + random.nextInt(15);
        if (!model.services.has(wish)) {
          model.services.foreignPorts.add(wish);
        }
      }
    }

    private void askForPorts(int first) {
      port = first;
      ask(replicas, release);
    }

    private static void request(ModelBridge bridge) {
      bridge.annotations.put(DrainMark.REQUEST, "true");
      bridge.version++;
    }

    private void seeAgain() {
      if (model.roomSince.isEmpty()) {
        model.roomSince = Optional.of(model.now);
        model.bridges.values().forEach(b -> b.presence = Optional.empty());
      }
    }

    private void heal() {
      model.bridges.values().forEach(b -> b.hung = false);
      model.bridges.values().forEach(b -> b.silent = false);
    }

    private Optional<ModelBridge> any() {
      return model.bridges.values().stream()
          .skip(random.nextInt(Math.max(1, model.bridges.size())))
          .findFirst();
    }

    private void calmDown() {
      heal();
      seeAgain();
      model.stale = false;
      model.crowded = false;
      model.ground.cordoned.clear();
      model.ground.comeBack();
    }

    /** The last pass has done nothing, and no bridge is missing. */
    private boolean isAtRest() {
      return operator.hasRested
          && counting() == replicas
          && model.bridges.size() == replicas
          && Integer.valueOf(replicas).equals(model.pool.getStatus().readyReplicas());
    }

    /** I5: everything is as it was asked for, and nothing is written any more. */
    private void atRest() {
      var plan = operator.plan();
      var told = where + ": I5: " + plan.intent().status();
      assertEquals(replicas, counting(), told);
      assertEquals(replicas, plan.intent().status().readyReplicas(), told);
      assertEquals(replicas, model.bridges.size(), told);
      assertEquals(exposure.equals("HostPort") ? 0 : replicas, model.services.size(), told);
      assertEquals(List.of(), plan.errands().marks(), told);
      assertEquals(List.of(), plan.errands().births(), told);
      assertEquals(List.of(), plan.errands().calls(), told);
      assertEquals(List.of(), plan.intent().removals(), told);
    }

    /** I5: what is not known yet contradicts nothing, so a new operator has nothing to write. */
    private void aRestartSaysNothingNew() {
      var said = model.pool.getStatus();
      operator.restart();
      for (int second = 0; second < 30; second++) {
        model.tick();
        var now = operator.plan().intent().status();
        if (!now.equals(said)) {
          assertEquals(
              Serialization.asYaml(said),
              Serialization.asYaml(now),
              where + ": I5: after a restart, " + second);
        }
      }
    }

    private BridgePool wanted() {
      return specs.pool("b", "extra", generation, ModelSpecs.Pool.of(replicas, exposure, port));
    }

    private void ask(int size, int version) {
      replicas = size;
      release = version;
      generation++;
      model.shard = specs.shard(release);
      var said = model.pool.getStatus();
      model.pool = wanted();
      model.pool.setStatus(said);
    }
  }
}
