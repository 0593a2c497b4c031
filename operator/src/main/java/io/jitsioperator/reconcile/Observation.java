package io.jitsioperator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.cluster.NodeWatch;
import io.jitsioperator.cluster.Owner;
import io.jitsioperator.jitsi.JitsiWatch;
import io.jitsioperator.plan.shard.ShardNodes;
import io.jitsioperator.plan.shard.ShardReferences;
import io.jitsioperator.world.ObjectRef;
import io.jitsioperator.world.Owned;
import io.jitsioperator.world.ShardId;
import io.jitsioperator.world.ShardWorld;
import io.jitsioperator.world.Surroundings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Puts together what is known of one shard. The only requests are for what its spec refers to, and
 * for the Leases of nodes that are not ready, and for kinds that the cluster may have or not.
 */
final class Observation {

  /** What a pass works on: the world for the plan, and the cached objects for the applier. */
  record Seen(Owner owner, ShardWorld world, List<HasMetadata> children) {}

  private final ClusterTools cluster;
  private final JitsiWatch jitsi;
  private final NodeWatch nodes;
  private final OptionalKinds optional;

  Observation(ClusterTools cluster, JitsiWatch jitsi, NodeWatch nodes, OptionalKinds optional) {
    this.cluster = cluster;
    this.jitsi = jitsi;
    this.nodes = nodes;
    this.optional = optional;
  }

  Seen of(JitsiShard shard, Context<JitsiShard> context, ShardMemory memory) {
    memory.common().recallStatus(shard);
    var owner =
        new Owner(ObjectRef.of(shard), shard.getMetadata().getUid(), memory.common().fresh());
    var surroundings = surroundings(shard, context);
    var children = new ArrayList<>(Children.of(context));
    children.addAll(optional.children(context));
    var owned =
        new Owned(children.stream().filter(c -> c instanceof Pod || owner.owns(c)).toList());
    var names = ShardReferences.of(shard);
    var references = memory.references().read(names, owned);
    memory.isOn(ShardNodes.of(shard.getMetadata().getName(), owned));
    var now = cluster.clock().instant();
    var world =
        new ShardWorld(
            shard,
            owned,
            references,
            surroundings,
            cluster.tenancy().around(shard, context),
            jitsi.signals(ShardId.of(shard)),
            nodes.look(memory.nodes()),
            memory.common().book().expectations(now),
            memory.common().book().obstacles(),
            memory.telemetryWritten(),
            now);
    return new Seen(owner, world, children);
  }

  private Surroundings surroundings(JitsiShard shard, Context<JitsiShard> context) {
    var apis = optional.look(context, ShardReferences.apis(shard));
    return new Surroundings(
        apis,
        ShardReferences.needsNamesakes(shard)
            ? context.getPrimaryCache().list(other -> isNamesake(shard, other)).toList()
            : List.of());
  }

  private static boolean isNamesake(JitsiShard shard, JitsiShard other) {
    return shard.getSpec().domain().equals(other.getSpec().domain())
        && !shard.getMetadata().getUid().equals(other.getMetadata().getUid());
  }

  /** When to look again at the latest, although no event will say so. */
  Optional<Duration> nextLook(JitsiShard shard, ShardMemory memory) {
    var now = cluster.clock().instant();
    var references = memory.references().nextRead(name -> complains(shard, name));
    var book = memory.common().book().nextLook(now).map(at -> Duration.between(now, at));
    return Stream.concat(references.stream(), book.stream()).min(Duration::compareTo);
  }

  /**
   * Whether the repair of the object of that name may be awaited: a condition speaks of it, or the
   * shard is not ready, and what its pods read may be the reason.
   */
  private static boolean complains(JitsiShard shard, String name) {
    var status = shard.getStatus();
    return status != null
        && status.conditions().stream()
            .anyMatch(
                c ->
                    !"True".equals(c.getStatus())
                        && (c.getType().equals("Ready") || c.getMessage().contains(name)));
  }
}
