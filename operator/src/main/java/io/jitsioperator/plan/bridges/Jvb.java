package io.jitsioperator.plan.bridges;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.plan.kube.Env;
import io.jitsioperator.plan.kube.Heap;
import io.jitsioperator.plan.kube.Labels;
import io.jitsioperator.plan.kube.Mounts;
import io.jitsioperator.plan.kube.Ownership;
import io.jitsioperator.plan.kube.Quantities;
import io.jitsioperator.plan.kube.Restricted;
import io.jitsioperator.plan.kube.Staying;
import io.jitsioperator.plan.kube.Tcp;
import io.jitsioperator.plan.shard.ShardImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One videobridge. All of its settings stand in {@link #env} and in {@link JvbConfig}; what each
 * does: jitsi/docker-jitsi-meet jvb/rootfs/defaults/jvb.conf@738058b4.
 */
final class Jvb {

  /** Private REST: without authentication, only the operator may reach it. */
  static final Tcp REST = new Tcp("http", 8080);

  /** Of the spec with which the pod was born. */
  static final String REVISION = "jitsi-operator.io/revision";

  /** UDP port on which it was born. */
  static final String PORT = "jitsi-operator.io/media-port";

  private Jvb() {}

  /**
   * A new one.
   *
   * @param name of the pod, nobody else's
   * @param port UDP port for media
   */
  static Pod pod(PoolScope scope, JitsiShard shard, String name, int port) {
    var spec = scope.spec();
    var manner = MediaManner.wanted(scope);
    var mounts = JvbMounts.of(scope);
    var container = container(scope, shard, port, mounts);
    var pod =
        Restricted.pod()
            .withContainers(container)
            .withVolumes(mounts.volumes())
            .withRestartPolicy("OnFailure")
            .withTerminationGracePeriodSeconds(JvbShutdown.graceSeconds(spec.drain()))
            .withImagePullSecrets(shard.getSpec().images().pullSecrets())
            .withNodeSelector(spec.nodeSelector())
            .withTolerations(Staying.tolerations(spec.tolerations()))
            .withAffinity(spec.affinity())
            .withTopologySpreadConstraints(spread(scope))
            .withPriorityClassName(spec.priorityClassName());
    if (manner.isToldByOperator()) {
      pod.withInitContainers(Advertising.waiting(container));
    }
    network(manner, pod);
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(scope.world().pool().getMetadata().getNamespace())
        .withLabels(labels(scope, shard, name, manner))
        .withAnnotations(annotations(scope, shard, port))
        .withOwnerReferences(Ownership.by(scope.world().pool()))
        .endMetadata()
        .withSpec(pod.build())
        .build();
  }

  private static Map<String, String> labels(
      PoolScope scope, JitsiShard shard, String name, MediaManner manner) {
    var labels =
        new TreeMap<>(Labels.all(scope.name(), PoolScope.COMPONENT, shard.getSpec().release()));
    if (manner.hasService()) {
      labels.put(MediaService.BRIDGE, name);
    }
    return labels;
  }

  /** Node drains of autoscalers ask for these; whoever ignores them meets the budget. */
  private static Map<String, String> annotations(PoolScope scope, JitsiShard shard, int port) {
    return Map.of(
        REVISION,
        JvbRevision.of(scope, shard),
        PORT,
        Integer.toString(port),
        MediaManner.ANNOTATION,
        MediaManner.wanted(scope).word(),
        "cluster-autoscaler.kubernetes.io/safe-to-evict",
        "false",
        "karpenter.sh/do-not-disrupt",
        "true");
  }

  private static void network(MediaManner manner, PodSpecBuilder pod) {
    if (manner.isOnHost()) {
      pod.withHostNetwork(true).withDnsPolicy("ClusterFirstWithHostNet");
    }
  }

  /** Its settings, from top to bottom. */
  private static List<EnvVar> env(PoolScope scope, JitsiShard shard, int port) {
    var spec = scope.spec();
    var env = new Env();
    env
        // It finds its breweries in JvbConfig.WIRING: what the image renders could not be changed
        // while it runs.
        .set("JVB_DISABLE_XMPP", 1)
        .field("JVB_MUC_NICKNAME", "metadata.name")

        // A conference may spread over bridges only if they know each other as relays.
        .set("ENABLE_OCTO", 1)
        .field("JVB_OCTO_RELAY_ID", "metadata.name")
        .set("JVB_OCTO_REGION", JvbRevision.region(scope, shard))

        // How the operator sees, drains and ends it.
        .set("COLIBRI_REST_ENABLED", 1)
        .set("SHUTDOWN_REST_ENABLED", 1)
        .set("JVB_PORT", port)
        .field("NODE_ADDRESS", "status.hostIP");
    Advertising.tell(env, MediaManner.wanted(scope), spec.media().addresses());
    Heap.of(spec.resources()).ifPresent(heap -> env.set("VIDEOBRIDGE_MAX_MEMORY", heap));
    return env.with(spec.extraEnv());
  }

  private static Container container(PoolScope scope, JitsiShard shard, int port, Mounts mounts) {
    var spec = scope.spec();
    var manner = MediaManner.wanted(scope);
    var rest = rest(manner, port);
    return Restricted.container()
        .withName(PoolScope.COMPONENT)
        .withImage(ShardImages.bridge(shard))
        .withImagePullPolicy(shard.getSpec().images().pullPolicy())
        .withEnv(env(scope, shard, port))
        .withPorts(ports(manner, rest, port))
        .withResources(Quantities.canonical(spec.resources()))
        .withVolumeMounts(mounts.places())
        .withStartupProbe(probe(rest.answers("/about/version"), 2, 150))
        .withReadinessProbe(probe(rest.answers("/about/health"), 5, 3))
        .withLifecycle(
            manner.isOnHost()
                ? JvbShutdown.preStopOnNode(rest.number())
                : JvbShutdown.preStop(rest.number()))
        .build();
  }

  /** On the node's own network each bridge needs its own; UDP and TCP do not disturb each other. */
  static Tcp rest(MediaManner manner, int port) {
    return manner.isOnHost() ? new Tcp(REST.name(), port) : REST;
  }

  /** The scheduler puts no two pods that want the same port of a node onto one node. */
  private static List<ContainerPort> ports(MediaManner manner, Tcp rest, int port) {
    var ports = new ArrayList<ContainerPort>();
    var udp =
        new ContainerPortBuilder()
            .withName("media")
            .withContainerPort(port)
            .withHostPort(manner.takesHostPort() ? port : null)
            .withProtocol("UDP")
            .build();
    var http = rest.ofContainer();
    if (manner.isOnHost()) {
      http.setHostPort(rest.number());
    }
    ports.add(http);
    ports.add(udp);
    return ports;
  }

  private static Probe probe(Probe check, int period, int failures) {
    return new ProbeBuilder(check)
        .withPeriodSeconds(period)
        .withFailureThreshold(failures)
        .withTimeoutSeconds(5)
        .build();
  }

  /** A zone that fails takes as few bridges with it as can be; never at the cost of having none. */
  private static List<TopologySpreadConstraint> spread(PoolScope scope) {
    var users = scope.spec().topologySpreadConstraints();
    return users.isEmpty()
        ? List.of(
            new TopologySpreadConstraintBuilder()
                .withMaxSkew(1)
                .withTopologyKey("topology.kubernetes.io/zone")
                .withWhenUnsatisfiable("ScheduleAnyway")
                .withNewLabelSelector()
                .withMatchLabels(scope.selector())
                .endLabelSelector()
                .build())
        : users;
  }
}
