package io.jitsioperator.world;

import io.jitsioperator.api.v1alpha1.BridgePool;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import java.util.List;
import java.util.Set;

/**
 * Who wants to be wired to whom. Who plans for one resource needs only those that name it or that
 * it names; the caches are complete, so what is not in here does not exist in a watched namespace.
 *
 * @param shards that may be named
 * @param pools that name shards
 * @param namespaces what is known of the namespaces of the pools
 * @param watched names of the namespaces that the operator watches; empty = all
 * @param unread shards of which a read has failed: nothing follows from that they are not in here
 */
public record Tenants(
    List<JitsiShard> shards,
    List<BridgePool> pools,
    NamespaceLabels namespaces,
    Set<String> watched,
    Set<ShardId> unread) {

  public Tenants {
    shards = List.copyOf(shards);
    pools = List.copyOf(pools);
    watched = Set.copyOf(watched);
    unread = Set.copyOf(unread);
  }

  /** Nobody names anybody. */
  public static Tenants none() {
    return new Tenants(List.of(), List.of(), NamespaceLabels.none(), Set.of(), Set.of());
  }

  /** Whether the operator would see a shard in that namespace. */
  public boolean sees(String namespace) {
    return watched.isEmpty() || watched.contains(namespace);
  }
}
