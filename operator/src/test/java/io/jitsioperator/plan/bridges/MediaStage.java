package io.jitsioperator.plan.bridges;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.jitsioperator.world.MediaFacts;
import io.jitsioperator.world.ObjectRef;
import io.jitsioperator.world.Owned;
import io.jitsioperator.world.ShardWorld.Obstacle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A pool with Services, in some state; every change gives another. */
record MediaStage(PoolScene scene, List<Service> services, MediaFacts facts) {

  static final String NODE_PORT =
      "replicas: 2\nmedia: { exposure: NodePort, ports: { from: 30000, to: 30003 } }\n";

  static final String BALANCED = "media: { exposure: LoadBalancer }\n";

  static MediaStage of(String spec, SeenBridge... bridges) {
    return new MediaStage(PoolScene.of(spec, bridges), List.of(), MediaFacts.none());
  }

  /** The Services that are planned are there. */
  MediaStage served() {
    var stored = planned().stream().map(s -> stored(s, 60)).toList();
    return new MediaStage(scene, stored, facts);
  }

  /** The same with other bridges. */
  MediaStage bridges(SeenBridge... bridges) {
    var pool = new PoolScene(scene.pool(), List.of(bridges), scene.cordoned(), scene.read());
    return new MediaStage(pool, services, facts);
  }

  /** The same Services, and a spec with these words. */
  MediaStage spec(String spec) {
    var other = PoolScene.of(spec, scene.bridges().toArray(SeenBridge[]::new));
    return new MediaStage(other, services, facts);
  }

  MediaStage facts(MediaFacts other) {
    return new MediaStage(scene, services, other);
  }

  /** The API server has refused a Service with that sentence. */
  MediaStage refuses(String sentence) {
    var refusals = new ArrayList<>(facts.refusals());
    var ref = new ObjectRef("v1", "Service", "b", "extra-1");
    PortAnswers.of(new Obstacle(ref, "Invalid", sentence), PoolStage.NOW).ifPresent(refusals::add);
    return facts(new MediaFacts(refusals, facts.hostNames(), facts.portsOfOthers()));
  }

  static String taken(int port) {
    return "Service \"extra-1\" is invalid: spec.ports[0].nodePort: Invalid value: %d: provided port is already allocated"
        .formatted(port);
  }

  /** The provider answers for each Service. */
  MediaStage ingress(LoadBalancerIngress... answer) {
    var answered =
        services.stream()
            .map(
                s ->
                    new ServiceBuilder(s)
                        .withNewStatus()
                        .withNewLoadBalancer()
                        .withIngress(answer)
                        .endLoadBalancer()
                        .endStatus()
                        .build())
            .toList();
    return new MediaStage(scene, answered, facts);
  }

  /** The Services are so old. */
  MediaStage seconds(long age) {
    return new MediaStage(scene, services.stream().map(s -> stored(s, age)).toList(), facts);
  }

  private static Service stored(Service service, long age) {
    return new ServiceBuilder(service)
        .editMetadata()
        .withUid("uid-of-" + service.getMetadata().getName())
        .withCreationTimestamp(PoolStage.NOW.minusSeconds(age).toString())
        .endMetadata()
        .build();
  }

  PoolPlanner.Plan plan() {
    var world = scene.world();
    var owned = new ArrayList<HasMetadata>(world.owned().objects());
    owned.addAll(services);
    return PoolPlanner.plan(
        PoolParts.of(world).owned(new Owned(owned)).media(facts).world(), PoolStage.SETTINGS);
  }

  /** Services that shall exist. */
  List<Service> planned() {
    return planned(Service.class);
  }

  private <T> List<T> planned(Class<T> type) {
    return plan().intent().objects().stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Their ports, by name. */
  Map<String, Integer> ports() {
    var ports = new HashMap<String, Integer>();
    planned()
        .forEach(
            s -> ports.put(s.getMetadata().getName(), s.getSpec().getPorts().getFirst().getPort()));
    return ports;
  }

  List<Pod> births() {
    return plan().errands().births();
  }

  /** Names of the pods that are made now. */
  List<String> born() {
    return births().stream().map(p -> p.getMetadata().getName()).toList();
  }

  /** What goes, and what must be true for it. */
  List<String> removals() {
    return plan().intent().removals().stream().map(r -> r.ref() + " " + r.proof()).toList();
  }

  /** Ports of the NetworkPolicy, with ranges as they are written. */
  String open() {
    return planned(NetworkPolicy.class)
        .getFirst()
        .getSpec()
        .getIngress()
        .getFirst()
        .getPorts()
        .stream()
        .map(p -> p.getPort().getIntVal() + (p.getEndPort() == null ? "" : "-" + p.getEndPort()))
        .collect(Collectors.joining(","));
  }

  /** A condition: status, reason, message. */
  String says(String type) {
    var condition = plan().intent().status().condition(type).orElseThrow();
    return "%s %s: %s"
        .formatted(condition.getStatus(), condition.getReason(), condition.getMessage());
  }
}
