package io.jitsioperator.plan.bridges;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.jitsioperator.api.v1alpha1.BridgePoolSpec;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.plan.kube.Labels;
import io.jitsioperator.plan.kube.Ownership;
import io.jitsioperator.plan.status.Freshness;
import io.jitsioperator.plan.wiring.Wiring;
import io.jitsioperator.settings.Settings;
import io.jitsioperator.world.BreweryRoom;
import io.jitsioperator.world.Expectations;
import io.jitsioperator.world.ObjectRef;
import io.jitsioperator.world.PoolWorld;
import io.jitsioperator.world.ShardId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What every part of the plan of one pool needs to know. */
record PoolScope(PoolWorld world, Settings settings) {

  /** Jitsi's name of the component; of its image, too. */
  static final String COMPONENT = "jvb";

  BridgePoolSpec spec() {
    return world.pool().getSpec();
  }

  String name() {
    return world.pool().getMetadata().getName();
  }

  Instant now() {
    return world.now();
  }

  /** It is being deleted. */
  boolean isGoing() {
    return world.pool().getMetadata().getDeletionTimestamp() != null;
  }

  /** The shard that the pool names; empty while it is not seen. */
  Optional<JitsiShard> shard() {
    var id = shardId();
    return world.tenants().shards().stream().filter(s -> ShardId.of(s).equals(id)).findFirst();
  }

  /** The schema lets a pool name exactly one shard. */
  ShardId shardId() {
    return Wiring.named(world.pool()).getFirst();
  }

  /** The operator has only just begun to look into the brewery. */
  boolean isComing() {
    return world.signals().brewery(shardId()) instanceof BreweryRoom.Coming;
  }

  /** Its pods, oldest first. */
  List<Pod> pods() {
    return world.owned().all(Pod.class).stream()
        .filter(pod -> Ownership.has(pod, world.pool()))
        .map(this::withOurMarks)
        .sorted(
            Comparator.<Pod, String>comparing(
                    pod -> String.valueOf(pod.getMetadata().getCreationTimestamp()))
                .thenComparing(pod -> pod.getMetadata().getName()))
        .toList();
  }

  /** What we have written onto it counts, also while the cache does not show it. */
  private Pod withOurMarks(Pod pod) {
    return world
        .expectations()
        .annotationsOf(ObjectRef.of(pod))
        .map(ours -> new PodBuilder(pod).editMetadata().withAnnotations(ours).endMetadata().build())
        .orElse(pod);
  }

  /** Names of pods that we have made and the cache does not show. */
  List<String> unseenBirths() {
    return world.expectations().applied().stream()
        // A mark has no hash, and its pod may be gone since.
        .filter(applied -> applied.ref().kind().equals("Pod") && !applied.hash().isEmpty())
        .map(Expectations.Applied::ref)
        .map(ObjectRef::name)
        .filter(name -> world.owned().find(Pod.class, name).isEmpty())
        .toList();
  }

  /** UDP ports of those. */
  List<Integer> unseenPorts() {
    var unseen = unseenBirths();
    return world.expectations().applied().stream()
        .filter(made -> made.ref().kind().equals("Pod") && unseen.contains(made.ref().name()))
        .map(made -> MediaService.port(made.annotations()))
        .toList();
  }

  /** Whether an answer of that time still tells of the present. */
  boolean isFresh(Instant at) {
    return Freshness.isFresh(at, now(), settings);
  }

  /** What selects the pods of this pool. */
  Map<String, String> selector() {
    return Labels.selector(name(), COMPONENT);
  }

  /** Metadata of an object of this pool. */
  ObjectMeta meta(String name, String component) {
    return new ObjectMetaBuilder()
        .withName(name)
        .withNamespace(world.pool().getMetadata().getNamespace())
        .withLabels(Labels.all(name(), component))
        .withOwnerReferences(Ownership.by(world.pool()))
        .build();
  }
}
