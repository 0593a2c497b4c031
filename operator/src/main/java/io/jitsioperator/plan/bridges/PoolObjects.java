package io.jitsioperator.plan.bridges;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What lies around the bridges of a pool. */
final class PoolObjects {

  /**
   * No eviction, ever. The form that works for pods without a controller that the budget knows; a
   * percentage or maxUnavailable would ask our scale subresource [tried on a real API server].
   */
  private static final int ALL = Integer.MAX_VALUE;

  private PoolObjects() {}

  static List<HasMetadata> of(PoolScope scope, Bridges bridges) {
    var objects = new ArrayList<HasMetadata>();
    objects.add(budget(scope));
    if (scope.spec().networkPolicy().enabled()) {
      objects.add(policy(scope, bridges));
    }
    return objects;
  }

  static String nameFor(PoolScope scope) {
    return scope.name() + "-" + PoolScope.COMPONENT;
  }

  private static HasMetadata budget(PoolScope scope) {
    return new PodDisruptionBudgetBuilder()
        .withMetadata(scope.meta(nameFor(scope), PoolScope.COMPONENT))
        .withNewSpec()
        .withMinAvailable(new IntOrString(ALL))
        .withNewSelector()
        .withMatchLabels(scope.selector())
        .endSelector()
        .endSpec()
        .build();
  }

  /** Media from everybody, REST for the operator. */
  private static HasMetadata policy(PoolScope scope, Bridges bridges) {
    var settings = scope.settings();
    return new NetworkPolicyBuilder()
        .withMetadata(scope.meta(nameFor(scope), PoolScope.COMPONENT))
        .withNewSpec()
        .withNewPodSelector()
        .withMatchLabels(scope.selector())
        .endPodSelector()
        .withPolicyTypes("Ingress")
        .addNewIngress()
        .withPorts(media(scope, bridges))
        .endIngress()
        .addNewIngress()
        .withPorts(Jvb.REST.ofPolicy())
        .addNewFrom()
        .withNewNamespaceSelector()
        .withMatchLabels(Map.of("kubernetes.io/metadata.name", settings.ownNamespace()))
        .endNamespaceSelector()
        .withNewPodSelector()
        .withMatchLabels(settings.ownPodLabels())
        .endPodSelector()
        .endFrom()
        .endIngress()
        .endSpec()
        .build();
  }

  /** Those of the spec, and those of bridges that were born with others and still have people. */
  private static List<NetworkPolicyPort> media(PoolScope scope, Bridges bridges) {
    var range = scope.spec().media().ports();
    var ports = new ArrayList<NetworkPolicyPort>();
    ports.add(media(range.from(), range.last()));
    bridges.all().stream()
        .map(Bridge::port)
        .filter(port -> port > 0 && (port < range.from() || port > range.last()))
        .distinct()
        .sorted()
        .forEach(port -> ports.add(media(port, port)));
    return ports;
  }

  private static NetworkPolicyPort media(int from, int to) {
    return new NetworkPolicyPortBuilder()
        .withProtocol("UDP")
        .withPort(new IntOrString(from))
        .withEndPort(to == from ? null : to)
        .build();
  }
}
