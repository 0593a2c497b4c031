package io.jitsioperator.plan.bridges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jitsioperator.plan.wiring.Stored;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Bridges that break for a reason that is not in them are not made and thrown away for ever. */
final class BrokenRowTest {

  private final PoolModel model =
      new PoolModel(
          new Random(1),
          Stored.shard(
              """
              metadata: { namespace: meet, name: eu1, uid: uid-meet-eu1 }
              spec: { domain: meet.example.com, allowedNamespaces: { from: All } }
              """),
          Stored.pool(
              """
              metadata: { namespace: b, name: extra, uid: uid-pool-b-extra, generation: 1 }
              spec: { shards: [{ namespace: meet, name: eu1 }], replicas: 1 }
              """));

  private final ModelOperator operator = new ModelOperator(model, new Random(1));
  private final Set<String> made = new HashSet<>();

  @Test
  void eachOneGetsTwiceAsLongAsTheOneBeforeIt() {
    model.crowded = false;
    model.breweryRefuses = true;
    seconds(600);
    assertTrue(made.size() >= 3, "it is replaced, and soon at first: " + made);
    seconds(3 * 3600 - 600);
    assertTrue(made.size() <= 11, made.size() + " bridges in three hours");
    assertTrue(made.size() >= 8, "it is tried again and again: " + made);
  }

  @Test
  void oneThatIsMadeForAnotherReasonBeginsAnew() {
    model.crowded = false;
    model.breweryRefuses = true;
    seconds(900);
    model.breweryRefuses = false;
    seconds(3600);
    var serving = model.bridges.values().iterator().next();
    assertTrue(serving.annotations.containsKey(BrokenRow.ANNOTATION));
    serving.annotations.put(DrainMark.REQUEST, "true");
    serving.version++;
    seconds(600);
    assertEquals(1, model.bridges.size());
    var next = model.bridges.values().iterator().next();
    assertTrue(!next.annotations.containsKey(BrokenRow.ANNOTATION), next.annotations::toString);
  }

  private void seconds(int count) {
    for (int i = 0; i < count; i++) {
      model.tick();
      if (i % 5 == 0) {
        operator.pass(0);
      }
      model.bridges.values().forEach(b -> made.add(b.uid));
    }
  }
}
