package io.jitsioperator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.jitsioperator.api.v1alpha1.BridgePool;
import io.jitsioperator.cluster.Owner;
import io.jitsioperator.plan.bridges.PoolReferences;
import io.jitsioperator.plan.wiring.Wiring;
import io.jitsioperator.world.ObjectRef;
import io.jitsioperator.world.Owned;
import io.jitsioperator.world.PoolWorld;
import io.jitsioperator.world.Tenants;
import java.time.InstantSource;
import java.util.List;

/** Puts together what is known of one pool. */
final class PoolObservation {

  /** What a pass works on: the world for the plan, and the cached objects for the applier. */
  record Seen(Owner owner, PoolWorld world, List<HasMetadata> children) {}

  private final Tenancy tenancy;
  private final InstantSource clock;

  PoolObservation(Tenancy tenancy, InstantSource clock) {
    this.tenancy = tenancy;
    this.clock = clock;
  }

  Seen of(BridgePool pool, Context<BridgePool> context, PoolMemory memory) {
    var common = memory.common();
    common.recallStatus(pool);
    var owner = new Owner(ObjectRef.of(pool), pool.getMetadata().getUid(), common.fresh());
    var children = List.<HasMetadata>copyOf(context.getSecondaryResources(Secret.class));
    var owned = new Owned(children.stream().filter(owner::owns).toList());
    var tenants = tenants(pool, context, owned);
    var now = clock.instant();
    var world =
        new PoolWorld(
            pool,
            owned,
            tenants,
            memory.read(PoolReferences.of(tenants)),
            common.book().expectations(now),
            common.book().obstacles(),
            now);
    return new Seen(owner, world, children);
  }

  /** A late cache must not cost an attached pool its password: what denies it is read anew. */
  private Tenants tenants(BridgePool pool, Context<BridgePool> context, Owned owned) {
    var cached = tenancy.around(pool, context);
    var denied = Wiring.of(cached).links().stream().anyMatch(link -> link.grant().isDenied());
    return denied && !owned.objects().isEmpty() ? tenancy.direct(pool) : cached;
  }
}
