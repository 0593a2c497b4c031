package io.jitsioperator.shard;

import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.jitsioperator.api.v1alpha1.BridgePool;
import io.jitsioperator.api.v1alpha1.BridgePoolStatus;
import io.jitsioperator.testbed.jitsi.JvbContainer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A pool of a test, its pods, and the simulated bridges in them. */
record BridgesOfPool(RunningOperator operator, String namespace, String name) {

  /** Applies a pool of that size that serves the shard of the same name. */
  static BridgesOfPool apply(
      RunningOperator operator, TestNamespace namespace, String name, int replicas) {
    return apply(
        operator, namespace, name, replicas, "media: { ports: { from: 10000, to: 10009 } }");
  }

  /**
   * The same.
   *
   * @param spec further lines of its spec, each a field in YAML's flow style; one that says where
   *     its media is must be among them
   */
  static BridgesOfPool apply(
      RunningOperator operator,
      TestNamespace namespace,
      String name,
      int replicas,
      String... spec) {
    // Bridges use ports of their node, which the other levels forbid.
    namespace.kubectl(
        "label",
        "namespace",
        namespace.name(),
        "--overwrite",
        "pod-security.kubernetes.io/enforce=privileged");
    namespace.apply(
        """
        apiVersion: jitsi-operator.io/v1alpha1
        kind: BridgePool
        metadata: { name: %s }
        spec:
          shards: [{ name: %s }]
          replicas: %d
          resources: { requests: { cpu: 10m, memory: 16Mi } }
        """
                .formatted(name, name, replicas)
            + lines(spec));
    return new BridgesOfPool(operator, namespace.name(), name);
  }

  /**
   * Applies a pool that serves the shard {@code eu1}, in the namespace as it is.
   *
   * @param media its field of that name, in YAML's flow style
   */
  static BridgesOfPool reached(
      RunningOperator operator, TestNamespace namespace, String name, int replicas, String media) {
    namespace.apply(
        """
        apiVersion: jitsi-operator.io/v1alpha1
        kind: BridgePool
        metadata: { name: %s }
        spec:
          shards: [{ name: eu1 }]
          replicas: %d
          media: %s
          resources: { requests: { cpu: 10m, memory: 16Mi } }
        """
            .formatted(name, replicas, media));
    return new BridgesOfPool(operator, namespace.name(), name);
  }

  /** UDP ports of its pods, sorted. */
  List<Integer> ports() {
    return podList().stream()
        .flatMap(pod -> pod.getSpec().getContainers().getFirst().getPorts().stream())
        .filter(port -> port.getName().equals("media"))
        .map(ContainerPort::getContainerPort)
        .sorted()
        .toList();
  }

  /** Services of its bridges. */
  List<Service> services() {
    return operator
        .client()
        .services()
        .inNamespace(namespace)
        .withLabels(selector())
        .list()
        .getItems();
  }

  List<Service> awaitServices(int count) {
    return Eventually.see(
        "%d Services of %s/%s".formatted(count, namespace, name),
        this::services,
        seen -> seen.size() == count);
  }

  /** What the status says where that bridge is reached. */
  String address(String bridge) {
    return status().orElseThrow().bridges().stream()
        .filter(b -> b.name().equals(bridge))
        .map(b -> String.valueOf(b.address()))
        .findFirst()
        .orElseThrow();
  }

  private Map<String, String> selector() {
    return Map.of("app.kubernetes.io/instance", name, "app.kubernetes.io/component", "jvb");
  }

  List<Pod> podList() {
    return operator.client().pods().inNamespace(namespace).withLabels(selector()).list().getItems();
  }

  private static String lines(String... spec) {
    return List.of(spec).stream().map(line -> "  " + line + "\n").collect(Collectors.joining());
  }

  private Optional<BridgePool> get() {
    return Optional.ofNullable(
        operator.client().resources(BridgePool.class).inNamespace(namespace).withName(name).get());
  }

  Optional<BridgePoolStatus> status() {
    return get().map(BridgePool::getStatus).filter(Objects::nonNull);
  }

  BridgesOfPool awaitServing(int count) {
    await(count + " bridges serve", s -> serves(s, count));
    return this;
  }

  /** Whether it has so many bridges, all of them serve, and it is content. */
  boolean serves(int count) {
    return status().filter(s -> serves(s, count)).isPresent();
  }

  private static boolean serves(BridgePoolStatus status, int count) {
    return Objects.equals(status.readyReplicas(), count)
        && status.bridges().size() == count
        && status.condition("Ready").filter(c -> c.getStatus().equals("True")).isPresent();
  }

  /** Waits for a condition that begins so, such as {@code Ready=True}. */
  void awaitCondition(String beginning) {
    await(
        "it says " + beginning,
        s -> s.conditions().stream().anyMatch(c -> Shard.sentence(c).startsWith(beginning)));
  }

  void awaitDraining(int count) {
    await(count + " drain", s -> Objects.equals(s.drainingReplicas(), count));
  }

  /** Bridges with these images serve, and with no others. */
  void awaitImages(String... images) {
    await("they run " + List.of(images), s -> s.images().equals(List.of(images)));
  }

  void awaitParticipants(int count) {
    await(count + " participants", s -> Objects.equals(s.participants(), count));
  }

  void awaitPhase(String bridge, String phase) {
    await(
        bridge + " is " + phase,
        s ->
            s.bridges().stream().anyMatch(b -> b.name().equals(bridge) && b.phase().equals(phase)));
  }

  /** Waits until its status is so, and returns that. */
  BridgePoolStatus await(String what, Predicate<BridgePoolStatus> wanted) {
    return Eventually.see(
            namespace + "/" + name + ": " + what,
            () -> status().map(List::of).orElse(List.of()),
            seen -> !seen.isEmpty() && wanted.test(seen.getFirst()))
        .getFirst();
  }

  /** UID by name of its pods. */
  SortedMap<String, String> pods() {
    Map<String, String> pods =
        podList().stream()
            .collect(
                Collectors.toMap(
                    p -> p.getMetadata().getName(), (Pod p) -> p.getMetadata().getUid()));
    return new TreeMap<>(pods);
  }

  void awaitPods(String... names) {
    Eventually.see(
        "the pods of " + name + " are " + List.of(names),
        () -> pods().keySet(),
        seen -> seen.equals(Set.of(names)));
  }

  void awaitOthersThan(Set<String> before) {
    Eventually.see(
        "none of the pods " + before + " is left",
        () -> pods().keySet(),
        seen -> !seen.isEmpty() && seen.stream().noneMatch(before::contains));
  }

  void awaitGone() {
    Eventually.see(namespace + "/" + name + " is gone", this::get, Optional::isEmpty);
  }

  /** The simulated bridge in that pod. */
  JvbContainer bridge(String pod) {
    return operator
        .images()
        .running(JvbContainer.class, namespace, pod, "jvb")
        .orElseThrow(() -> new AssertionError("no bridge runs in " + namespace + "/" + pod));
  }
}
