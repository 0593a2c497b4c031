package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.jitsioperator.api.v1alpha1.PodFields;
import io.jitsioperator.plan.kube.Mounts;
import io.jitsioperator.plan.kube.Quantities;
import io.jitsioperator.plan.kube.Restricted;
import io.jitsioperator.plan.kube.Staying;
import io.jitsioperator.plan.kube.Tcp;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the pods of all components have in common. */
final class JitsiPod {

  /** Long enough for s6 to stop every process of the image in order; none of them drains. */
  private static final long GRACE_SECONDS = 30;

  private JitsiPod() {}

  /** Where the images write: all else is read-only. */
  static Mounts writable() {
    return new Mounts().scratch("run", "/run").scratch("tmp", "/tmp");
  }

  /** {@code /config}, which the images copy at start: the user's files, or nothing. */
  static Mounts withConfig(Mounts mounts, PodFields fields) {
    var files = fields.customConfigMap();
    return files == null
        ? mounts.scratch("config", "/config")
        : mounts.files("config", files.name(), "/config");
  }

  /** The full reference of an image: the user's, or the component's in the release. */
  static String image(Scope scope, String component, @Nullable String override) {
    return ShardImages.of(scope.spec(), component, override);
  }

  /** The container; the caller adds its probes. */
  static ContainerBuilder container(
      Scope scope,
      Component component,
      String image,
      PodFields fields,
      List<EnvVar> env,
      List<Tcp> ports,
      Mounts mounts) {
    return Restricted.container()
        .withName(component.word())
        .withImage(image)
        .withImagePullPolicy(scope.spec().images().pullPolicy())
        .withEnv(variables(env))
        .withPorts(ports.stream().map(Tcp::ofContainer).toList())
        .withResources(Quantities.canonical(fields.resources()))
        .withVolumeMounts(mounts.places());
  }

  /** The container's own win by name, because a name may stand only once. */
  private static List<EnvVar> variables(List<EnvVar> own) {
    var common =
        Internals.variables().stream()
            .filter(c -> own.stream().noneMatch(o -> o.getName().equals(c.getName())));
    return Stream.concat(common, own.stream()).toList();
  }

  /** A pod that holds calls, and stays where it is as long as its node may live. */
  static PodTemplateSpec thatStays(
      Scope scope,
      Component component,
      PodFields fields,
      Map<String, String> annotations,
      Container container,
      Mounts mounts) {
    var pod =
        pod(scope, fields, container, mounts)
            .withTolerations(Staying.tolerations(fields.tolerations()));
    return template(scope, component, annotations, pod);
  }

  /** What every pod says. */
  static PodSpecBuilder pod(Scope scope, PodFields fields, Container container, Mounts mounts) {
    return Restricted.pod()
        .withContainers(container)
        .withVolumes(mounts.volumes())
        .withTerminationGracePeriodSeconds(GRACE_SECONDS)
        .withImagePullSecrets(scope.spec().images().pullSecrets())
        .withNodeSelector(fields.nodeSelector())
        .withTolerations(fields.tolerations())
        .withAffinity(fields.affinity())
        .withTopologySpreadConstraints(fields.topologySpreadConstraints())
        .withPriorityClassName(fields.priorityClassName());
  }

  static PodTemplateSpec template(
      Scope scope, Component component, Map<String, String> annotations, PodSpecBuilder pod) {
    var meta =
        new ObjectMetaBuilder()
            .withLabels(Internals.labels(scope, component))
            .withAnnotations(annotations)
            .build();
    return new PodTemplateSpec(meta, pod.build());
  }
}
