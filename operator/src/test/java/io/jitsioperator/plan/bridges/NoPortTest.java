package io.jitsioperator.plan.bridges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A bridge whose port no node has free, because two pools chose the same one.
 *
 * <p>Planted bugs: it is replaced whether or not a node has another port; the one in its place does
 * not wait longer.
 */
final class NoPortTest {

  private final ModelSpecs specs = new ModelSpecs();
  private final ModelGround ground = new ModelGround();
  private final Set<String> made = new HashSet<>();

  @Test
  void itGivesWayToOneWithAnotherPort() {
    var second = late(30001);
    var operator = new ModelOperator(second, new Random(2));
    seconds(second, operator, 50);
    var stuck = second.bridges.values().iterator().next();
    assertEquals(Optional.empty(), stuck.node);
    assertEquals("30000", stuck.annotations.get(Jvb.PORT));
    assertEquals(1, made.size(), "the scheduler may still find a node");
    seconds(second, operator, 60);
    assertEquals(1, second.bridges.size());
    var next = second.bridges.values().iterator().next();
    assertEquals("30001", next.annotations.get(Jvb.PORT));
    assertTrue(next.node.isPresent(), next.waitsFor);
  }

  @Test
  void withoutAnotherPortItWaits() {
    var second = late(30000);
    seconds(second, new ModelOperator(second, new Random(2)), 3600);
    assertEquals(1, made.size(), "made and thrown away: " + made);
  }

  /** Ports that pods of strangers hold are not known: each of the two seems to have a place. */
  @Test
  void itIsTriedLessAndLessOften() {
    ground.cordoned.add("node2");
    ground.strangers.addAll(List.of("node0:30001", "node1:30000"));
    place("b", 30000);
    place("d", 30001);
    var second = model("c", new ModelSpecs.Pool(1, "HostPort", 30000, 30001));
    seconds(second, new ModelOperator(second, new Random(2)), 2 * 3600);
    assertTrue(made.size() >= 5 && made.size() <= 9, made.size() + " bridges in two hours");
  }

  private void place(String namespace, int port) {
    var model = model(namespace, new ModelSpecs.Pool(1, "HostPort", port, port));
    seconds(model, new ModelOperator(model, new Random(1)), 30);
    assertTrue(model.bridges.values().iterator().next().node.isPresent());
  }

  private PoolModel model(String namespace, ModelSpecs.Pool wanted) {
    ground.cordoned.addAll(List.of("node3", "node4"));
    var pool = specs.pool(namespace, "extra", 1, wanted);
    var model = new PoolModel(new Random(1), specs.shard(1), pool, ground);
    model.crowded = false;
    return model;
  }

  /** It chooses its port before it sees that the first pool has that port on every node. */
  private PoolModel late(int to) {
    var first = model("b", new ModelSpecs.Pool(3, "HostPort", 30000, 30000));
    seconds(first, new ModelOperator(first, new Random(1)), 30);
    var second = model("c", new ModelSpecs.Pool(1, "HostPort", 30000, to));
    assertEquals(3, ground.bridges().stream().filter(b -> b.node.isPresent()).count());
    first.cache = List.of();
    second.tick();
    new ModelOperator(second, new Random(3)).pass(0);
    first.see();
    return second;
  }

  private void seconds(PoolModel model, ModelOperator operator, int count) {
    made.clear();
    for (int i = 0; i < count; i++) {
      model.tick();
      if (i % 5 == 0) {
        operator.pass(0);
      }
      model.bridges.values().forEach(b -> made.add(b.uid));
    }
  }
}
