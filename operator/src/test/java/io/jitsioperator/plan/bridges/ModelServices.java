package io.jitsioperator.plan.bridges;

import io.fabric8.kubernetes.api.model.LoadBalancerStatusBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The Services of a model's pool: an API server that gives out ports, a cloud, a cache. */
final class ModelServices {

  /** After so many seconds a load balancer has its address. */
  private static final int CLOUD = 10;

  private final Map<String, Service> byName = new HashMap<>();
  private Instant now = PoolStage.NOW;
  private List<Service> cache = List.of();
  private int uids;

  /** Ports of the nodes that Services of others have. */
  final Set<Integer> foreignPorts = new HashSet<>();

  /** One second. */
  void live(Instant time) {
    now = time;
    List.copyOf(byName.values()).forEach(this::giveAddress);
  }

  private void giveAddress(Service service) {
    var made = Instant.parse(service.getMetadata().getCreationTimestamp());
    if (service.getSpec().getType().equals("LoadBalancer")
        && service.getStatus() == null
        && now.isAfter(made.plusSeconds(CLOUD))) {
      var status =
          new LoadBalancerStatusBuilder().addNewIngress().withIp("198.51.100.1").endIngress();
      put(
          new ServiceBuilder(service)
              .withNewStatus()
              .withLoadBalancer(status.build())
              .endStatus()
              .build());
    }
  }

  /**
   * A Service is applied.
   *
   * @return its version; empty if the API server refuses its port
   */
  Optional<Integer> apply(Service service) {
    var name = service.getMetadata().getName();
    var port = service.getSpec().getPorts().getFirst().getNodePort();
    var taken =
        port != null
            && (foreignPorts.contains(port)
                || byName.values().stream()
                    .filter(s -> !s.getMetadata().getName().equals(name))
                    .anyMatch(s -> port.equals(s.getSpec().getPorts().getFirst().getNodePort())));
    if (taken) {
      return Optional.empty();
    }
    var old = byName.get(name);
    int version = old == null ? 1 : Integer.parseInt(old.getMetadata().getResourceVersion()) + 1;
    put(
        new ServiceBuilder(service)
            .editMetadata()
            .withUid(old == null ? "uid-service" + uids++ : old.getMetadata().getUid())
            .withResourceVersion(Integer.toString(version))
            .withCreationTimestamp(
                old == null ? now.toString() : old.getMetadata().getCreationTimestamp())
            .endMetadata()
            .withStatus(old == null ? null : old.getStatus())
            .build());
    return Optional.of(version);
  }

  private void put(Service service) {
    byName.put(service.getMetadata().getName(), service);
  }

  void remove(String name) {
    byName.remove(name);
  }

  boolean has(String name) {
    return byName.containsKey(name);
  }

  Set<Integer> ports() {
    return byName.values().stream()
        .flatMap(s -> Stream.ofNullable(s.getSpec().getPorts().getFirst().getNodePort()))
        .collect(Collectors.toSet());
  }

  boolean has(int port) {
    return byName.values().stream()
        .anyMatch(s -> s.getSpec().getPorts().getFirst().getPort() == port);
  }

  Optional<Service> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  int size() {
    return byName.size();
  }

  /** The cache shows what is. */
  void see() {
    cache = List.copyOf(byName.values());
  }

  List<Service> cache() {
    return cache;
  }

  boolean isCacheTrue() {
    return cache.size() == byName.size();
  }

  /** I4: with the Service goes the port, and with the port the people. */
  List<String> harm(Collection<ModelBridge> bridges) {
    var harm = new ArrayList<String>();
    var ports = new HashSet<String>();
    for (var bridge : bridges) {
      if (!bridge.ended && bridge.born.getMetadata().getLabels().containsKey(MediaService.BRIDGE)) {
        var port = String.valueOf(bridge.annotations.get(Jvb.PORT));
        if (find(bridge.name()).filter(s -> port.equals(port(s))).isEmpty()) {
          harm.add("I4: %s has port %s, its Service not".formatted(bridge.name(), port));
        }
        if (!ports.add(port) && isOnNodes(bridge)) {
          harm.add("I4: two bridges have port " + port);
        }
      }
    }
    return harm;
  }

  private static String port(Service service) {
    return service.getSpec().getPorts().getFirst().getPort().toString();
  }

  private static boolean isOnNodes(ModelBridge bridge) {
    return String.valueOf(bridge.annotations.get(MediaManner.ANNOTATION)).startsWith("NodePort");
  }
}
