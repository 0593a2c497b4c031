package io.jitsioperator.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is left of an object in the cache is what the plan reads. */
class CachesTest {

  /** Seen to fail when it was gone: no pool with autoscaling could be planned. */
  @Test
  void aPodKeepsItsLimits() {
    var limits = Map.of("cpu", new Quantity("1"));
    var pod =
        new PodBuilder()
            .withNewSpec()
            .withServiceAccountName("nobody reads it")
            .addNewContainer()
            .withName("jvb")
            .withNewResources()
            .withLimits(limits)
            .endResources()
            .endContainer()
            .addNewContainer()
            .withName("without")
            .endContainer()
            .endSpec()
            .build();
    Caches.prunePod(pod);
    var containers = pod.getSpec().getContainers();
    assertEquals(limits, containers.getFirst().getResources().getLimits());
    assertEquals(Map.of(), containers.getLast().getResources().getLimits());
    assertNull(pod.getSpec().getServiceAccountName());
  }
}
