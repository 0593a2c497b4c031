package io.jitsioperator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.jitsioperator.api.v1alpha1.BridgePool;
import io.jitsioperator.cluster.HostNames;
import io.jitsioperator.cluster.NodeWatch;
import io.jitsioperator.cluster.Owner;
import io.jitsioperator.jitsi.JitsiWatch;
import io.jitsioperator.plan.bridges.PoolReferences;
import io.jitsioperator.plan.wiring.Wiring;
import io.jitsioperator.world.MediaFacts;
import io.jitsioperator.world.ObjectRef;
import io.jitsioperator.world.Owned;
import io.jitsioperator.world.PoolId;
import io.jitsioperator.world.PoolWorld;
import io.jitsioperator.world.Tenants;
import java.util.ArrayList;
import java.util.List;

/** Puts together what is known of one pool. */
final class PoolObservation {

  /** What a pass works on: the world for the plan, and the cached objects for the applier. */
  record Seen(Owner owner, PoolWorld world, List<HasMetadata> children) {}

  /** What a pool owns by owner reference. */
  static final List<Class<? extends HasMetadata>> OWNED =
      List.of(
          Secret.class, Pod.class, Service.class, PodDisruptionBudget.class, NetworkPolicy.class);

  private final ClusterTools cluster;
  private final JitsiWatch jitsi;
  private final NodeWatch nodes;
  private final HostNames names;

  PoolObservation(ClusterTools cluster, Watches watches) {
    this.cluster = cluster;
    this.jitsi = watches.jitsi();
    this.nodes = watches.nodes();
    this.names = watches.names();
  }

  Seen of(BridgePool pool, Context<BridgePool> context, PoolMemory memory) {
    var common = memory.common();
    common.recallStatus(pool);
    var owner = new Owner(ObjectRef.of(pool), pool.getMetadata().getUid(), common.fresh());
    var children = new ArrayList<HasMetadata>();
    OWNED.forEach(kind -> children.addAll(context.getSecondaryResources(kind)));
    var owned = new Owned(children.stream().filter(owner::owns).toList());
    cluster.podErrands().sees(children, common.book());
    var tenants = tenants(pool, context, owned);
    memory.isOn(PoolReferences.nodes(owned));
    var now = cluster.clock().instant();
    var world =
        new PoolWorld(
            pool,
            owned,
            tenants,
            memory.read(PoolReferences.of(tenants)),
            memory.readOwn(PoolReferences.own(pool)),
            jitsi.signals(PoolId.of(pool)),
            nodes.look(memory.nodes()),
            new MediaFacts(
                memory.refusals(now),
                names.look(PoolReferences.hostNames(owned)),
                portsOfOthers(owner, context)),
            memory.issued(now),
            memory.sizing(),
            common.book().expectations(now),
            common.book().obstacles(),
            memory.telemetryWritten(),
            now);
    return new Seen(owner, world, children);
  }

  /** One cache shows the pods of all pools. */
  private static List<MediaFacts.HeldPort> portsOfOthers(Owner owner, Context<BridgePool> context) {
    var pods =
        (InformerEventSource<Pod, BridgePool>)
            context.eventSourceRetriever().getEventSourceFor(Pod.class, Pod.class.getSimpleName());
    return pods.list(pod -> !owner.owns(pod))
        .flatMap(pod -> PoolReferences.hostPort(pod).stream())
        .toList();
  }

  /** A late cache must not cost an attached pool its password: what denies it is read anew. */
  private Tenants tenants(BridgePool pool, Context<BridgePool> context, Owned owned) {
    var tenancy = cluster.tenancy();
    var cached = tenancy.around(pool, context);
    var denied = Wiring.of(cached).links().stream().anyMatch(link -> link.grant().isDenied());
    return denied && !owned.all(Secret.class).isEmpty() ? tenancy.direct(pool) : cached;
  }
}
