package io.jitsioperator.benchmarks;

import io.fabric8.kubernetes.api.model.Pod;
import io.jitsioperator.api.v1alpha1.BridgePool;
import io.jitsioperator.api.v1alpha1.BridgePoolStatus;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One pool of a benchmark. Twenty ports on each of ten nodes are room enough for 200 bridges.
 *
 * @param firstPort of its own, as pools on the same nodes need different ones
 */
record BridgesOf(BridgeRig rig, String name, int firstPort) {

  private static final String POOL =
      """
      apiVersion: jitsi-operator.io/v1alpha1
      kind: BridgePool
      metadata: {name: %1$s, namespace: %2$s}
      spec: {shards: [{name: %1$s}], replicas: %3$d, media: {ports: {from: %4$d, to: %5$d}}}
      """;

  /** Makes it, or gives it another size. */
  void apply(int replicas) {
    rig.client()
        .resource(POOL.formatted(name, BridgeRig.NAMESPACE, replicas, firstPort, firstPort + 19))
        .serverSideApply();
  }

  /** Waits until so many serve. */
  void awaitActive(int count) throws Exception {
    BridgeRig.await(
        "%d bridges of %s serve".formatted(count, name),
        () -> status().filter(s -> Objects.equals(s.readyReplicas(), count)).isPresent());
  }

  private Optional<BridgePoolStatus> status() {
    return Optional.ofNullable(
        rig.client()
            .resources(BridgePool.class)
            .inNamespace(BridgeRig.NAMESPACE)
            .withName(name)
            .require()
            .getStatus());
  }

  List<Pod> pods() {
    return rig.client()
        .pods()
        .inNamespace(BridgeRig.NAMESPACE)
        .withLabel("app.kubernetes.io/instance", name)
        .withLabel("app.kubernetes.io/component", "jvb")
        .list()
        .getItems();
  }
}
