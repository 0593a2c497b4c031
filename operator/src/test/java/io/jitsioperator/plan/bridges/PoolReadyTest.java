package io.jitsioperator.plan.bridges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Condition;
import io.jitsioperator.world.Lookup;
import io.jitsioperator.world.References;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a pool that is not as it shall be tells its user. */
final class PoolReadyTest {

  private static final PoolScene CUSTOM =
      PoolScene.of("replicas: 1\ncustomConfigMap: { name: own }");

  @Test
  void itSaysWhatIsMissing() {
    var all = PoolStage.of("{ from: All }");
    assertReady("False BridgesStarting", all.holds(PoolStage.SHARD, PoolStage.PASSWORD));
    assertReady("False NameTaken", all.obstacle("NameTaken"));
    assertReady("False NamespaceNotGranted", PoolStage.of("{ from: Same }"));
  }

  private static void assertReady(String expected, PoolStage stage) {
    var ready = stage.plan().status().condition("Ready").orElseThrow();
    assertEquals(expected, ready.getStatus() + " " + ready.getReason());
  }

  @Test
  void aConfigMapThatIsMissingIsNamedAndNoBridgeIsMade() {
    var missing = CUSTOM.refersTo(new References(Map.of(), Map.of("own", new Lookup.Missing<>())));
    var ready = ready(missing);
    assertEquals("False MissingConfigMap", ready.getStatus() + " " + ready.getReason());
    assertTrue(ready.getMessage().startsWith("ConfigMap own does not exist. Create it"));
    assertEquals(List.of(), missing.plan().errands().births());
  }

  @Test
  void aConfigMapThatCouldNotBeReadIsNoReasonToComplain() {
    assertEquals("NotSeenYet", ready(CUSTOM.refersTo(References.none())).getReason());
  }

  @Test
  void aContainerThatCannotBeMadeIsNamedWithWhatItLacks() {
    var ready =
        ready(
            PoolScene.replicas(
                1,
                SeenBridge.bound("extra-1", "node-1")
                    .waits("CreateContainerConfigError", "secret \"typo\" not found")));
    assertEquals("False ContainerNotCreated", ready.getStatus() + " " + ready.getReason());
    assertTrue(ready.getMessage().contains("secret \"typo\" not found"), ready.getMessage());
  }

  @Test
  void oneThatOnlyStartsIsNoFailure() {
    var starting = SeenBridge.bound("extra-1", "node-1").waits("PodInitializing", null);
    assertEquals("BridgesStarting", ready(PoolScene.replicas(1, starting)).getReason());
  }

  private static Condition ready(PoolScene scene) {
    return scene.plan().intent().status().condition("Ready").orElseThrow();
  }
}
