package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetPersistentVolumeClaimRetentionPolicy;
import io.jitsioperator.plan.kube.Tcp;
import io.jitsioperator.world.ObjectRef;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A StatefulSet of one whose pod is only ever replaced by deleting it. A Deployment, even with
 * {@code Recreate}, can run two while one terminates; with {@code OnDelete}, nobody's edit of the
 * template restarts anything.
 */
final class Singleton {

  private Singleton() {}

  /**
   * Puts together Service and StatefulSet.
   *
   * @param claims what the StatefulSet makes for its pod, once
   * @param template makes the pod template from the annotations that it must bear
   */
  static Part part(
      Scope scope,
      Component component,
      List<Tcp> ports,
      Revision revision,
      List<PersistentVolumeClaim> claims,
      Function<Map<String, String>, PodTemplateSpec> template) {
    var workload =
        revision
            .value()
            .map(value -> withClaims(statefulSet(scope, component, value, template), claims));
    return new Part(
        component,
        revision,
        List.of(service(scope, component, ports)),
        workload,
        ref(scope, component),
        PodVerdict.of(scope, component, revision));
  }

  private static ObjectRef ref(Scope scope, Component component) {
    return scope.ref("apps/v1", "StatefulSet", scope.nameOf(component));
  }

  private static StatefulSet withClaims(StatefulSet set, List<PersistentVolumeClaim> claims) {
    if (!claims.isEmpty()) {
      set.getSpec().setVolumeClaimTemplates(claims);
      // What people made by hand outlives everything but their own hand.
      set.getSpec()
          .setPersistentVolumeClaimRetentionPolicy(
              new StatefulSetPersistentVolumeClaimRetentionPolicy("Retain", "Retain"));
    }
    return set;
  }

  private static StatefulSet statefulSet(
      Scope scope,
      Component component,
      String revision,
      Function<Map<String, String>, PodTemplateSpec> template) {
    var set =
        new StatefulSetBuilder()
            .withMetadata(scope.meta(component))
            .editMetadata()
            .withAnnotations(RevisionSince.annotations(scope, ref(scope, component), revision))
            .endMetadata()
            .withNewSpec()
            .withReplicas(1)
            .withServiceName(scope.nameOf(component))
            // With one pod there is no order to keep, only waiting to avoid.
            .withPodManagementPolicy("Parallel")
            .withNewUpdateStrategy()
            .withType("OnDelete")
            .endUpdateStrategy()
            .withNewSelector()
            .withMatchLabels(scope.selectorOf(component))
            .endSelector()
            .endSpec()
            .build();
    // A builder would copy the whole pod at each of its levels, at every pass.
    set.getSpec().setTemplate(template.apply(Map.of(Revision.ANNOTATION, revision)));
    return set;
  }

  private static Service service(Scope scope, Component component, List<Tcp> ports) {
    return new ServiceBuilder()
        .withMetadata(scope.meta(component))
        .withNewSpec()
        .withType("ClusterIP")
        // A pod that is not ready for a moment, with its node perhaps, must not be cut off from
        // the calls that it holds.
        .withPublishNotReadyAddresses(true)
        .withSelector(scope.selectorOf(component))
        .withPorts(ports.stream().map(Tcp::ofService).toList())
        .endSpec()
        .build();
  }
}
