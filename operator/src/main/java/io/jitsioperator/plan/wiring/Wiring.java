package io.jitsioperator.plan.wiring;

import io.jitsioperator.api.v1alpha1.AllowedNamespaces;
import io.jitsioperator.api.v1alpha1.BridgePool;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.world.PoolId;
import io.jitsioperator.world.ShardId;
import io.jitsioperator.world.Tenants;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Who serves whom. The one place that decides whether something may cross a namespace.
 *
 * @param links every pool with every shard that it names, in the order of the pools
 */
public record Wiring(List<Link> links) {

  public Wiring {
    links = List.copyOf(links);
  }

  /** One pool that names one shard. */
  public record Link(PoolId pool, ShardId shard, Grant grant) {}

  /** The shards that a pool names, in the order of its spec. */
  public static List<ShardId> named(BridgePool pool) {
    var own = pool.getMetadata().getNamespace();
    var named = new LinkedHashSet<ShardId>();
    for (var shard : pool.getSpec().shards()) {
      named.add(new ShardId(shard.namespaceOr(own), shard.name()));
    }
    return List.copyOf(named);
  }

  /** Judges each link by itself: who else is there makes no difference to it. */
  public static Wiring of(Tenants tenants) {
    var shards = new HashMap<ShardId, JitsiShard>();
    tenants.shards().forEach(shard -> shards.put(ShardId.of(shard), shard));
    return new Wiring(
        tenants.pools().stream().flatMap(pool -> links(pool, shards, tenants)).toList());
  }

  /** What of it concerns that shard. */
  public List<Link> to(ShardId shard) {
    return links.stream().filter(link -> link.shard().equals(shard)).toList();
  }

  private static Stream<Link> links(
      BridgePool pool, Map<ShardId, JitsiShard> shards, Tenants tenants) {
    var id = PoolId.of(pool);
    return named(pool).stream()
        .map(
            named -> {
              var shard = shards.get(named);
              return new Link(
                  id, named, shard == null ? absent(named, tenants) : grant(shard, id, tenants));
            });
  }

  private static Grant absent(ShardId shard, Tenants tenants) {
    if (!tenants.sees(shard.namespace())) {
      return Grant.NOT_WATCHED;
    }
    return tenants.unread().contains(shard) ? Grant.NOT_READ : Grant.SHARD_ABSENT;
  }

  private static Grant grant(JitsiShard shard, PoolId pool, Tenants tenants) {
    if (shard.getMetadata().getNamespace().equals(pool.namespace())) {
      return Grant.GRANTED;
    }
    var allowed = shard.getSpec().allowedNamespaces();
    return switch (allowed.from()) {
      case AllowedNamespaces.ALL -> Grant.GRANTED;
      case AllowedNamespaces.SELECTOR -> byLabels(allowed, pool, tenants);
      case AllowedNamespaces.SAME -> Grant.NAMESPACE_NOT_GRANTED;
      default -> Grant.NOT_UNDERSTOOD;
    };
  }

  private static Grant byLabels(AllowedNamespaces allowed, PoolId pool, Tenants tenants) {
    var namespaces = tenants.namespaces();
    return namespaces
        .of(pool.namespace())
        .map(
            labels ->
                Selector.matches(allowed.selector(), labels)
                    ? Grant.GRANTED
                    : Grant.NAMESPACE_NOT_GRANTED)
        .orElseGet(
            () ->
                namespaces.forbidden().isPresent()
                    ? Grant.LABELS_FORBIDDEN
                    : Grant.LABELS_NOT_SEEN);
  }
}
