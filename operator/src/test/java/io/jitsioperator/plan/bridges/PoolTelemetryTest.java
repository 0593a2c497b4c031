package io.jitsioperator.plan.bridges;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jitsioperator.api.v1alpha1.BridgePoolStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When the numbers of a pool are those of now. */
final class PoolTelemetryTest {

  private static final PoolScene TEN =
      PoolScene.replicas(2, bridge("extra-1", 7), bridge("extra-2", 3));

  @Test
  void peopleOfAllBridgesAreAddedUp() {
    assertEquals(10, people(TEN));
  }

  @Test
  void aBridgeThatIsNewDoesNotHoldThemBack() {
    var later =
        PoolScene.replicas(
            3, bridge("extra-1", 2), bridge("extra-2", 3), SeenBridge.bound("extra-3", "node-3"));
    assertEquals(5, people(later.after(TEN)));
  }

  @Test
  void afterAStartTheyStayUntilAllBridgesAreAsked() {
    var unasked = PoolScene.replicas(1, bridge("extra-1", 2), bridge("extra-2", 3).unasked());
    assertEquals(10, people(unasked.after(TEN)));
  }

  private static SeenBridge bridge(String name, int people) {
    return SeenBridge.of(name, "node-1", people);
  }

  private static @Nullable Integer people(PoolScene scene) {
    BridgePoolStatus status = scene.plan().intent().status();
    return status.participants();
  }
}
