package io.jitsioperator.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.testbed.jitsi.Conference;
import io.jitsioperator.testbed.jitsi.FrontEnd;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** One shard of a story. */
record Shard(Tenant tenant, String name) {

  /** Those of which there is one, and which hold calls. */
  static final List<String> SINGLETONS = List.of("prosody", "brewery", "jicofo");

  /** What a user writes; web stays on the node that is never drained. */
  static String manifest(String name, String... spec) {
    String more =
        List.of(spec).stream().map(line -> "  " + line + "\n").collect(Collectors.joining());
    return """
    apiVersion: jitsi-operator.io/v1alpha1
    kind: JitsiShard
    metadata:
      name: %s
    spec:
      domain: %s.example.com
      images: {repository: %s}
      web: {replicas: 2, nodeSelector: {kubernetes.io/hostname: %s}}
    """
            .formatted(name, name, Settings.jitsiImages().repository(), Cluster.FIRST)
        + more;
  }

  /** A field of the spec that puts a component on a node, if that takes pods. */
  static String preferring(String component, String node) {
    return "%s: {%s}".formatted(component, preferring(node));
  }

  /** A field that puts pods on a node, if that takes pods. */
  static String preferring(String node) {
    return """
    affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 100,\
     preference: {matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [%s]}]}}]}}"""
        .formatted(node);
  }

  private KubernetesClient client() {
    return tenant.cluster().client();
  }

  private JitsiShard get() {
    return client()
        .resources(JitsiShard.class)
        .inNamespace(tenant.namespace())
        .withName(name)
        .require();
  }

  /** Its conditions, each as a line. */
  List<String> conditions() {
    return Optional.ofNullable(get().getStatus()).stream()
        .flatMap(status -> status.conditions().stream())
        .map(
            c ->
                "%s=%s (%s): %s"
                    .formatted(c.getType(), c.getStatus(), c.getReason(), c.getMessage()))
        .toList();
  }

  /** Waits for a condition that begins so and says that. */
  void await(String beginning, String text) {
    Story.eventually(
        name + " says " + beginning + "... " + text,
        () ->
            assertThat(conditions())
                .anyMatch(line -> line.startsWith(beginning) && line.contains(text)));
  }

  Shard awaitReady() {
    await("Ready=True", "");
    return this;
  }

  /** Waits until it is ready and all of its pods are, as the kubelets see it. */
  void awaitServing() {
    Story.eventually(
        "all pods of " + name + " are ready",
        () -> assertThat(SINGLETONS).allMatch(each -> ready(pod(each))));
    awaitReady();
  }

  /** The pod of a component of which there is one. */
  Pod pod(String component) {
    return client()
        .pods()
        .inNamespace(tenant.namespace())
        .withName(name + "-" + component + "-0")
        .require();
  }

  List<Pod> webPods() {
    return client()
        .pods()
        .inNamespace(tenant.namespace())
        .withLabel("app.kubernetes.io/instance", name)
        .withLabel("app.kubernetes.io/component", "web")
        .list()
        .getItems();
  }

  /** UIDs of the pods that hold calls. */
  List<String> uids() {
    return SINGLETONS.stream().map(each -> pod(each).getMetadata().getUid()).toList();
  }

  /** Waits until another pod than this one has its name and is ready. */
  void awaitReplacement(Pod gone) {
    String pod = gone.getMetadata().getName();
    Story.eventually(
        pod + " comes back and is ready",
        () ->
            assertThat(client().pods().inNamespace(tenant.namespace()).withName(pod).get())
                .satisfies(
                    back -> {
                      assertThat(back.getMetadata().getUid())
                          .isNotEqualTo(gone.getMetadata().getUid());
                      assertThat(ready(back)).isTrue();
                    }));
  }

  /** Whether all of its containers are ready. */
  static boolean ready(Pod pod) {
    return !pod.getStatus().getContainerStatuses().isEmpty()
        && pod.getStatus().getContainerStatuses().stream().allMatch(ContainerStatus::getReady);
  }

  /** How often the kubelet has started the container of a pod again. */
  static int restarts(Pod pod) {
    return pod.getStatus().getContainerStatuses().getFirst().getRestartCount();
  }

  /** People who meet in a room, through a Service of the kind that stands before a cluster. */
  Conference meet(String room, int participants) {
    InetSocketAddress door = new InetSocketAddress(tenant.cluster().ip(), frontDoor());
    // kube-proxy needs a moment for a new Service.
    Story.eventually("the door of " + name + " opens", () -> connect(door));
    return Conference.start(
        new FrontEnd((host, port) -> door, name + "-web", get().getSpec().domain()),
        room,
        participants);
  }

  private static void connect(InetSocketAddress address) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(address, 1_000);
    }
  }

  private int frontDoor() {
    tenant.apply(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: %1$s-door}
        spec:
          type: NodePort
          selector: {app.kubernetes.io/instance: %1$s, app.kubernetes.io/component: web}
          ports: [{port: 80, targetPort: 8000}]
        """
            .formatted(name));
    Service door =
        client().services().inNamespace(tenant.namespace()).withName(name + "-door").require();
    return Objects.requireNonNull(door.getSpec().getPorts().getFirst().getNodePort());
  }
}
