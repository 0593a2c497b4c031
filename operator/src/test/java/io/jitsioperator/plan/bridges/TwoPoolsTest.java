package io.jitsioperator.plan.bridges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jitsioperator.api.v1alpha1.BridgePool;
import io.jitsioperator.plan.Histories;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Two pools of one name in two namespaces, on the same few nodes, planned at the same moments while
 * their users change them, nodes come and go, and caches are late: I4, and both find their places.
 * Replayed as {@link HistoriesTest}.
 *
 * <p>Planted bugs with which it was seen to fail: pods ask for no port of their node, names do not
 * depend on the pool (both I4); one whose port no node has free is not replaced (I5, the defect for
 * which this test was written).
 */
final class TwoPoolsTest {

  private static final int SECONDS = 120;
  private static final int CALM = 900;

  /** Rest lasts longer than anything that we, or the model, remember for a time. */
  private static final int REST = 130;

  private final ModelSpecs specs = new ModelSpecs();

  @Test
  void theyShareNodesAndNoPlace() {
    Histories.run(40, seed -> new History(specs, seed).run());
  }

  /** One pool and who plans it. */
  private static final class Side {
    private final String namespace;
    private final ModelSpecs specs;
    private final String exposure;
    private final PoolModel model;
    private final ModelOperator operator;
    private int replicas = 1;
    private int generation = 1;

    Side(String namespace, ModelSpecs specs, String exposure, Random random, ModelGround ground) {
      this.namespace = namespace;
      this.specs = specs;
      this.exposure = exposure;
      this.model = new PoolModel(random, specs.shard(1), wanted(), ground);
      this.operator = new ModelOperator(model, random);
    }

    private BridgePool wanted() {
      return specs.pool(
          namespace, "extra", generation, ModelSpecs.Pool.of(replicas, exposure, 30000));
    }

    void ask(int size) {
      replicas = size;
      generation++;
      var said = model.pool.getStatus();
      model.pool = wanted();
      model.pool.setStatus(said);
    }

    boolean isAtRest() {
      return operator.hasRested
          && model.bridges.size() == replicas
          && Integer.valueOf(replicas).equals(model.pool.getStatus().readyReplicas());
    }
  }

  /** One of them. */
  private static final class History {
    private final String where;
    private final Random random;
    private final ModelGround ground = new ModelGround();
    private final List<Side> sides;

    History(ModelSpecs specs, Histories.Seed seed) {
      this.where = seed.replay();
      this.random = new Random(seed.seed());
      var exposure = random.nextInt(4) == 0 ? "NodePort" : "HostPort";
      this.sides =
          Stream.of("b", "c")
              .map(
                  namespace ->
                      new Side(namespace, specs, exposure, new Random(random.nextLong()), ground))
              .toList();
      calmDown();
    }

    void run() {
      for (int second = 0; second < SECONDS; second++) {
        disturb();
        second(random.nextInt(3) == 0, random.nextInt(4) == 0 ? 5 : 0);
      }
      calmDown();
      int rests = 0;
      for (int second = 0; second < CALM && rests < REST; second++) {
        second(second % 2 == 0, 0);
        rests = sides.stream().allMatch(Side::isAtRest) ? rests + 1 : 0;
      }
      for (var side : sides) {
        assertTrue(
            side.isAtRest(),
            where
                + ": I5: "
                + side.namespace
                + " of "
                + side.replicas
                + ": "
                + side.model.pool.getStatus());
      }
    }

    /** Both are planned before either has acted: as two threads do. */
    private void second(boolean pass, int faults) {
      for (var side : sides) {
        side.model.tick();
        assertEquals(List.of(), side.model.harm, where + " at " + side.model.now);
      }
      if (pass) {
        var plans = sides.stream().map(side -> side.operator.plan()).toList();
        for (int i = 0; i < sides.size(); i++) {
          seesPortsOfTheOther(sides.get(i));
          sides.get(i).operator.carryOut(plans.get(i), faults);
        }
      }
    }

    /** The API server gives no port to two Services, however late they hear of each other. */
    private void seesPortsOfTheOther(Side side) {
      side.model.services.foreignPorts.clear();
      side.model.services.foreignPorts.addAll(
          ground.beside(side.model).getFirst().services.ports());
    }

    private void disturb() {
      var side = sides.get(random.nextInt(2));
      switch (random.nextInt(40)) {
        case 0, 1 -> side.ask(random.nextInt(4));
        // Both at once, which is when both may want the last place of a port.
        case 2, 3 -> sides.forEach(each -> each.ask(2 + random.nextInt(2)));
        case 4 -> side.model.stale = true;
        case 5, 6 -> sides.forEach(each -> each.model.stale = false);
        case 7 -> ground.cordoned.add("node" + random.nextInt(3));
        case 8, 9 -> uncordon();
        case 10 -> ground.lost.isCutOff("node" + random.nextInt(3), side.model.now);
        case 11, 12 -> ground.comeBack();
        case 13 -> side.operator.restart();
        case 14 -> side.model.crowded = !side.model.crowded;
        default -> {}
      }
    }

    /** Two ports on three nodes are six places, and so many both pools want at most. */
    private void uncordon() {
      ground.cordoned.clear();
      ground.cordoned.addAll(List.of("node3", "node4"));
    }

    private void calmDown() {
      uncordon();
      ground.comeBack();
      for (var side : sides) {
        side.model.stale = false;
        side.model.crowded = false;
      }
    }
  }
}
