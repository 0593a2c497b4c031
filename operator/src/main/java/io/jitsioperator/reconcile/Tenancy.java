package io.jitsioperator.reconcile;

import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.jitsioperator.api.v1alpha1.AllowedNamespaces;
import io.jitsioperator.api.v1alpha1.BridgePool;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.cluster.NamespaceWatch;
import io.jitsioperator.cluster.TenantReader;
import io.jitsioperator.plan.wiring.Wiring;
import io.jitsioperator.settings.Settings;
import io.jitsioperator.world.Lookup;
import io.jitsioperator.world.NamespaceLabels;
import io.jitsioperator.world.ShardId;
import io.jitsioperator.world.Tenants;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Who names whom: from the caches, and past them where a removal depends on it. */
final class Tenancy {

  private final Settings settings;
  private final NamespaceWatch namespaces;
  private final TenantReader reader;

  Tenancy(Settings settings, NamespaceWatch namespaces, TenantReader reader) {
    this.settings = settings;
    this.namespaces = namespaces;
    this.reader = reader;
  }

  NamespaceWatch namespaces() {
    return namespaces;
  }

  /** A shard and the pools that name it. */
  Tenants around(JitsiShard shard, Context<JitsiShard> context) {
    return cached(List.of(shard), context.getSecondaryResources(BridgePool.class));
  }

  /** A pool and the shards that it names. */
  Tenants around(BridgePool pool, Context<BridgePool> context) {
    return cached(context.getSecondaryResources(JitsiShard.class), List.of(pool));
  }

  private Tenants cached(Collection<JitsiShard> shards, Collection<BridgePool> pools) {
    var from = pools.stream().map(p -> p.getMetadata().getNamespace()).collect(Collectors.toSet());
    return tenants(shards, pools, () -> namespaces.read(from), Set.of());
  }

  /** The same as the API server has it now. What cannot be read is said to be unread. */
  Tenants direct(BridgePool pool) {
    var shards = new ArrayList<JitsiShard>();
    var unread = new HashSet<ShardId>();
    for (var id : Wiring.named(pool)) {
      switch (reader.shard(id)) {
        case Lookup.Found<JitsiShard>(JitsiShard shard) -> shards.add(shard);
        case Lookup.Unknown<JitsiShard> failed -> unread.add(id);
        case Lookup.Missing<JitsiShard> missing -> {
          // That it is not in the list says so.
        }
      }
    }
    var own = pool.getMetadata().getNamespace();
    return tenants(shards, List.of(pool), () -> reader.labels(own), unread);
  }

  private Tenants tenants(
      Collection<JitsiShard> shards,
      Collection<BridgePool> pools,
      Supplier<NamespaceLabels> labels,
      Set<ShardId> unread) {
    // Whoever grants nothing by labels needs no right to read them.
    var needed =
        !pools.isEmpty()
            && shards.stream()
                .map(shard -> shard.getSpec().allowedNamespaces().from())
                .anyMatch(AllowedNamespaces.SELECTOR::equals);
    return new Tenants(
        List.copyOf(shards),
        List.copyOf(pools),
        needed ? labels.get() : NamespaceLabels.none(),
        settings.namespaces(),
        unread);
  }
}
