package io.jitsioperator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.jitsioperator.api.v1alpha1.BridgePool;
import io.jitsioperator.api.v1alpha1.BridgePoolStatus;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.api.v1alpha1.JitsiShardStatus;
import io.jitsioperator.cluster.NamespaceWatch;
import io.jitsioperator.plan.wiring.Wiring;
import io.jitsioperator.world.ShardId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The other kind beside each kind: pools bring their shards back, shards their pools. */
final class Neighbours {

  private static final String BY_SHARD = "shard";

  private Neighbours() {}

  /** The pools beside the shards. */
  static EventSource<BridgePool, JitsiShard> pools(
      EventSourceContext<JitsiShard> context, NamespaceWatch labels, Nudges<JitsiShard> nudges) {
    var pools =
        Caches.source(
            InformerEventSourceConfiguration.from(BridgePool.class, JitsiShard.class)
                .withName("BridgePool")
                .withSecondaryToPrimaryMapper(Neighbours::shardsOf)
                .withOnUpdateFilter(Neighbours::concernsShards),
            Caches::pruned,
            context);
    labels.onChange(
        namespace ->
            pools
                .list(pool -> namespace.equals(pool.getMetadata().getNamespace()))
                .flatMap(pool -> Wiring.named(pool).stream())
                .distinct()
                .forEach(shard -> nudges.changed(shard.namespace(), shard.name())));
    return pools;
  }

  /** The shards beside the pools. */
  static EventSource<JitsiShard, BridgePool> shards(
      EventSourceContext<BridgePool> context, NamespaceWatch labels, Nudges<BridgePool> nudges) {
    var cache = context.getPrimaryCache();
    cache.addIndexer(BY_SHARD, pool -> Wiring.named(pool).stream().map(ShardId::toString).toList());
    labels.onChange(
        namespace ->
            cache
                .list(pool -> namespace.equals(pool.getMetadata().getNamespace()))
                .forEach(pool -> nudges.changed(namespace, pool.getMetadata().getName())));
    return Caches.source(
        InformerEventSourceConfiguration.from(JitsiShard.class, BridgePool.class)
            .withName("JitsiShard")
            .withSecondaryToPrimaryMapper(
                shard ->
                    cache.byIndex(BY_SHARD, ShardId.of(shard).toString()).stream()
                        .map(ResourceID::fromResource)
                        .collect(Collectors.toSet()))
            .<BridgePool>withPrimaryToSecondaryMapper(
                pool -> Wiring.named(pool).stream().map(Neighbours::id).collect(Collectors.toSet()))
            .withOnUpdateFilter(Neighbours::concernsPools),
        Caches::pruned,
        context);
  }

  /** The shards that it names now, and those that it named when its status was written. */
  private static Set<ResourceID> shardsOf(BridgePool pool) {
    var before =
        pool.getStatus() == null
            ? Stream.<ResourceID>of()
            : pool.getStatus().shards().stream().map(s -> new ResourceID(s.name(), s.namespace()));
    return Stream.concat(Wiring.named(pool).stream().map(Neighbours::id), before)
        .collect(Collectors.toSet());
  }

  private static ResourceID id(ShardId shard) {
    return new ResourceID(shard.name(), shard.namespace());
  }

  private static boolean isAnotherSpec(HasMetadata now, HasMetadata before) {
    return !Objects.equals(now.getMetadata().getUid(), before.getMetadata().getUid())
        || !Objects.equals(now.getMetadata().getGeneration(), before.getMetadata().getGeneration());
  }

  /**
   * With a new release Jicofo waits for bridges of it; and a shard names those it does not know.
   */
  private static boolean concernsShards(BridgePool now, BridgePool before) {
    return isAnotherSpec(now, before)
        || !images(now).equals(images(before))
        || !phases(now).equals(phases(before));
  }

  /** What each bridge does, by name. */
  private static Map<String, String> phases(BridgePool pool) {
    return pool.getStatus() == null
        ? Map.of()
        : pool.getStatus().bridges().stream()
            .collect(
                Collectors.toMap(
                    BridgePoolStatus.Bridge::name, BridgePoolStatus.Bridge::phase, (a, b) -> a));
  }

  private static List<String> images(BridgePool pool) {
    return pool.getStatus() == null ? List.of() : pool.getStatus().images();
  }

  /** Counts of conferences change all the time and are nothing to a pool; its passwords are. */
  private static boolean concernsPools(JitsiShard now, JitsiShard before) {
    return isAnotherSpec(now, before)
        || !credentials(now).equals(credentials(before))
        || !images(now).equals(images(before));
  }

  /** Bridges of an old release wait for Jicofo to have the new one. */
  private static Optional<JitsiShardStatus.Images> images(JitsiShard shard) {
    return Optional.ofNullable(shard.getStatus()).map(JitsiShardStatus::images);
  }

  private static String credentials(JitsiShard shard) {
    return shard.getStatus() == null
        ? ""
        : shard
            .getStatus()
            .condition("CredentialsReady")
            .map(c -> c.getStatus() + " " + c.getMessage())
            .orElse("");
  }
}
