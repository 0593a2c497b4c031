package io.jitsioperator.plan.bridges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jitsioperator.api.v1alpha1.BridgePoolStatus;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.plan.wiring.Stored;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** With a new release, new bridges serve first, and the old ones stay until Jicofo has it, too. */
final class ReleaseOrderTest {

  private final PoolModel model =
      new PoolModel(
          new Random(1),
          shard("r1"),
          Stored.pool(
              """
              metadata: { namespace: b, name: extra, uid: uid-pool-b-extra, generation: 1 }
              spec: { shards: [{ namespace: meet, name: eu1 }], replicas: 2 }
              """));

  private final ModelOperator operator = new ModelOperator(model, new Random(1));

  @Test
  void oldBridgesStayUntilJicofoHasTheNewRelease() {
    model.crowded = false;
    model.signalling.frozen = true;
    passes(60);
    assertEquals(List.of("r1"), releases());
    var before = List.copyOf(model.bridges.keySet());
    model.shard = shard("r2");
    passes(300);
    assertEquals(List.of("r1", "r2"), releases(), "a new one serves beside the old ones");
    assertTrue(model.bridges.keySet().containsAll(before), "the old ones stay");
    var old = shown(before.getFirst());
    assertEquals("Active", old.phase());
    assertEquals(ReleaseOrder.SAYS, old.message());
    model.signalling.restart(model.shard);
    passes(300);
    assertEquals(List.of("r2"), releases());
    assertEquals(2, model.bridges.size());
  }

  @Test
  void otherImagesOfBridgesAloneDoNotWaitForJicofo() {
    model.crowded = false;
    passes(60);
    var before = List.copyOf(model.bridges.keySet());
    model.shard =
        Stored.shard(
            """
            metadata: { namespace: meet, name: eu1, uid: uid-meet-eu1 }
            spec:
              domain: meet.example.com
              release: r1
              allowedNamespaces: { from: All }
              images: { overrides: { jvb: "example.com/jvb:mine" } }
            """);
    passes(300);
    assertEquals(List.of("example.com/jvb:mine"), operator.plan().intent().status().images());
    assertTrue(model.bridges.keySet().stream().noneMatch(before::contains), "all are replaced");
  }

  private List<String> releases() {
    return operator.plan().intent().status().images().stream()
        .map(image -> image.substring(image.indexOf(':') + 1))
        .toList();
  }

  private BridgePoolStatus.Bridge shown(String name) {
    return operator.plan().intent().status().bridges().stream()
        .filter(b -> b.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private void passes(int seconds) {
    for (int i = 0; i < seconds; i++) {
      model.tick();
      operator.pass(0);
    }
  }

  private static JitsiShard shard(String release) {
    return Stored.shard(
        """
        metadata: { namespace: meet, name: eu1, uid: uid-meet-eu1 }
        spec: { domain: meet.example.com, release: %s, allowedNamespaces: { from: All } }
        """
            .formatted(release));
  }
}
