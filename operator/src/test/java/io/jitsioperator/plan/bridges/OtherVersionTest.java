package io.jitsioperator.plan.bridges;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.jitsioperator.world.Owned;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bridges that an operator of another version has made, from other templates, are left alone. */
final class OtherVersionTest {

  @Test
  void whatWeTemplateOurselvesReplacesNothing() {
    var scene =
        PoolScene.replicas(
            2, SeenBridge.of("extra-1", "node-1", 7), SeenBridge.of("extra-2", "node-2", 0));
    var world = scene.world();
    var others = world.owned().objects().stream().map(OtherVersionTest::ofOtherVersion).toList();
    var plan =
        PoolPlanner.plan(PoolParts.of(world).owned(new Owned(others)).world(), PoolStage.SETTINGS);
    assertEquals(List.of(), plan.errands().marks());
    assertEquals(List.of(), plan.errands().births());
    assertEquals(List.of(), plan.errands().calls());
    assertEquals(List.of(), plan.intent().removals());
  }

  private static HasMetadata ofOtherVersion(HasMetadata object) {
    return object instanceof Pod pod
        ? new PodBuilder(pod)
            .editMetadata()
            .addToLabels("jitsi-operator.io/of-tomorrow", "true")
            .addToAnnotations("jitsi-operator.io/of-tomorrow", "true")
            .endMetadata()
            .editSpec()
            .withTerminationGracePeriodSeconds(1L)
            .editFirstContainer()
            .withEnv(List.of())
            .withLifecycle(null)
            .endContainer()
            .endSpec()
            .build()
        : object;
  }
}
