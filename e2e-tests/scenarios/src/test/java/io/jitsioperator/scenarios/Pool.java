package io.jitsioperator.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.jitsioperator.api.v1alpha1.BridgePool;
import io.jitsioperator.api.v1alpha1.BridgePoolStatus;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The bridges of a story's shard. */
record Pool(Tenant tenant, String name) {

  /** What the simulated bridges need; a real one needs more. */
  static final String RESOURCES =
      "{requests: {cpu: 50m, memory: 256Mi}, limits: {cpu: '1', memory: 256Mi}}";

  /**
   * What a user writes.
   *
   * @param port of its own, if the spec says nothing of media: bridges of the story before may
   *     still hold theirs
   */
  static String manifest(String name, int port, String... spec) {
    String media = "media: {ports: {from: %d}}".formatted(port);
    String more =
        Stream.concat(
                Stream.of(spec),
                Stream.of(media).filter(any -> !String.join("\n", spec).contains("media:")))
            .map(line -> "  " + line + "\n")
            .collect(Collectors.joining());
    return """
    apiVersion: jitsi-operator.io/v1alpha1
    kind: BridgePool
    metadata:
      name: %s
    spec:
      shards: [{name: %s}]
      resources: %s
    """
            .formatted(name, name, RESOURCES)
        + more;
  }

  private Optional<BridgePoolStatus> status() {
    return Optional.ofNullable(
            tenant
                .cluster()
                .client()
                .resources(BridgePool.class)
                .inNamespace(tenant.namespace())
                .withName(name)
                .get())
        .map(BridgePool::getStatus);
  }

  /** All that it says, a line each: its conditions, and its bridges by name. */
  List<String> says() {
    return status().stream()
        .flatMap(
            s ->
                Stream.concat(
                    s.conditions().stream()
                        .map(
                            c ->
                                "%s=%s (%s): %s"
                                    .formatted(
                                        c.getType(), c.getStatus(), c.getReason(), c.getMessage())),
                    s.bridges().stream()
                        .map(
                            b ->
                                "%s is %s on %s at %s%s"
                                    .formatted(
                                        b.name(),
                                        b.phase(),
                                        b.node(),
                                        b.address(),
                                        b.message() == null ? "" : "; " + b.message()))))
        .toList();
  }

  /** Changes of its size, the newest last, a line each. */
  List<String> decisions() {
    return status().stream()
        .flatMap(s -> s.decisions().stream())
        .map(d -> "%d -> %d (%s): %s".formatted(d.from(), d.to(), d.reason(), d.message()))
        .toList();
  }

  /** Waits until it says a line that begins so. */
  void await(String beginning) {
    Story.eventually(
        "pool %s says %s...".formatted(name, beginning),
        () -> assertThat(says()).anyMatch(line -> line.startsWith(beginning)));
  }

  /** Waits until exactly so many bridges are there and all of them serve. */
  Pool awaitServing(int count) {
    Story.eventually(
        "%d bridges of %s serve".formatted(count, name),
        () -> {
          assertThat(says())
              .anyMatch(line -> line.startsWith("Ready=True"))
              .filteredOn(line -> line.contains(" is Active on "))
              .hasSize(count);
          assertThat(pods()).extracting(pod -> pod.getMetadata().getName()).hasSize(count);
        });
    return this;
  }

  /** Its pods, whatever becomes of them. */
  List<Pod> pods() {
    return tenant
        .cluster()
        .client()
        .pods()
        .inNamespace(tenant.namespace())
        .withLabel("app.kubernetes.io/instance", name)
        .withLabel("app.kubernetes.io/component", "jvb")
        .list()
        .getItems();
  }

  /** Its only pod. */
  Pod pod() {
    List<Pod> pods = pods();
    assertThat(pods).hasSize(1);
    return pods.getFirst();
  }

  /** The address at which participants are told that a bridge is: {@code address:port}. */
  String address(Pod pod) {
    return status().stream()
        .flatMap(s -> s.bridges().stream())
        .filter(b -> b.name().equals(pod.getMetadata().getName()))
        .map(BridgePoolStatus.Bridge::address)
        .findFirst()
        .orElseThrow();
  }
}
