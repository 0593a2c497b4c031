package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What Kubernetes makes of objects that are applied: it has seen them, and their pods run. */
final class Made {

  private Made() {}

  /** Those objects and their pods, each with a UID. */
  static List<HasMetadata> of(List<HasMetadata> planned) {
    var all = new ArrayList<HasMetadata>();
    for (var object : planned) {
      switch (object) {
        case StatefulSet set -> {
          all.add(observed(set));
          all.add(pod(set));
        }
        case Deployment deployment -> all.add(observed(deployment));
        default -> all.add(object);
      }
    }
    all.forEach(
        o -> o.getMetadata().setUid("uid-" + o.getKind() + "-" + o.getMetadata().getName()));
    return all;
  }

  static StatefulSet observed(StatefulSet set) {
    return new StatefulSetBuilder(set)
        .editMetadata()
        .withGeneration(1L)
        .endMetadata()
        .withNewStatus()
        .withObservedGeneration(1L)
        .endStatus()
        .build();
  }

  private static Deployment observed(Deployment deployment) {
    return new DeploymentBuilder(deployment)
        .editMetadata()
        .withGeneration(1L)
        .endMetadata()
        .withNewStatus()
        .withObservedGeneration(1L)
        .withReplicas(2)
        .withUpdatedReplicas(2)
        .withAvailableReplicas(2)
        .endStatus()
        .build();
  }

  private static Pod pod(StatefulSet set) {
    var component = set.getSpec().getTemplate().getSpec().getContainers().getFirst().getName();
    return new PodBuilder()
        .withMetadata(set.getSpec().getTemplate().getMetadata())
        .editMetadata()
        .withName(set.getMetadata().getName() + "-0")
        .withNamespace("ns")
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName(component)
        .withImage(set.getSpec().getTemplate().getSpec().getContainers().getFirst().getImage())
        .endContainer()
        .endSpec()
        .withNewStatus()
        .withPhase("Running")
        .withPodIP("10.0.0." + Component.valueOf(component.toUpperCase(Locale.ROOT)).ordinal())
        .addNewCondition()
        .withType("Ready")
        .withStatus("True")
        .endCondition()
        .addNewContainerStatus()
        .withName(component)
        .withNewState()
        .withNewRunning()
        .endRunning()
        .endState()
        .endContainerStatus()
        .endStatus()
        .build();
  }
}
