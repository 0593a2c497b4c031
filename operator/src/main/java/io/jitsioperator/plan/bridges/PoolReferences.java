package io.jitsioperator.plan.bridges;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.jitsioperator.api.v1alpha1.BridgePool;
import io.jitsioperator.plan.kube.Pods;
import io.jitsioperator.plan.shard.BridgePassword;
import io.jitsioperator.plan.wiring.Wiring;
import io.jitsioperator.world.MediaFacts;
import io.jitsioperator.world.Owned;
import io.jitsioperator.world.References;
import io.jitsioperator.world.ShardId;
import io.jitsioperator.world.Tenants;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The Secrets of shards that must be read before a pool can be planned. */
public final class PoolReferences {

  private PoolReferences() {}

  /** Name of the Secret, by shard; only of shards that let the pool in. */
  public static Map<ShardId, String> of(Tenants tenants) {
    var granted =
        Wiring.of(tenants).links().stream()
            .filter(link -> link.grant().isGranted())
            .map(Wiring.Link::shard)
            .collect(Collectors.toSet());
    return tenants.shards().stream()
        .filter(shard -> granted.contains(ShardId.of(shard)))
        .collect(Collectors.toMap(ShardId::of, BridgePassword::secretOf));
  }

  /** What the spec of the pool itself refers to, in its own namespace. */
  public static References.Names own(BridgePool pool) {
    var custom = pool.getSpec().customConfigMap();
    return new References.Names(Set.of(), custom == null ? Set.of() : Set.of(custom.name()));
  }

  /** Names that a provider gave to its Services instead of addresses. */
  public static Set<String> hostNames(Owned owned) {
    return owned.all(Service.class).stream()
        .flatMap(service -> IngressAddresses.ingress(service).stream())
        .flatMap(each -> Optional.ofNullable(each.getHostname()).stream())
        .collect(Collectors.toSet());
  }

  /** The UDP port of its node that such a pod holds, or waits for; empty if it needs none. */
  public static Optional<MediaFacts.HeldPort> hostPort(Pod pod) {
    var annotations = MediaManner.annotations(pod);
    return MediaManner.of(annotations)
        .filter(manner -> manner.takesHostPort() && !Pods.hasEnded(pod))
        .map(manner -> new MediaFacts.HeldPort(MediaService.port(annotations), Pods.node(pod)));
  }

  /** Names of the nodes on which its bridges run. */
  public static Set<String> nodes(Owned owned) {
    return owned.all(Pod.class).stream()
        .flatMap(pod -> Pods.node(pod).stream())
        .collect(Collectors.toSet());
  }
}
