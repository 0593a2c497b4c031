package io.jitsioperator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.cluster.Owner;
import io.jitsioperator.jitsi.JitsiWatch;
import io.jitsioperator.plan.shard.ShardReferences;
import io.jitsioperator.world.ObjectRef;
import io.jitsioperator.world.Owned;
import io.jitsioperator.world.ShardId;
import io.jitsioperator.world.ShardWorld;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Puts together what is known of one shard. The only requests are for what its spec refers to. */
final class Observation {

  /** What a pass works on: the world for the plan, and the cached objects for the applier. */
  record Seen(Owner owner, ShardWorld world, List<HasMetadata> children) {}

  private final JitsiWatch jitsi;
  private final Tenancy tenancy;
  private final InstantSource clock;

  Observation(JitsiWatch jitsi, Tenancy tenancy, InstantSource clock) {
    this.jitsi = jitsi;
    this.tenancy = tenancy;
    this.clock = clock;
  }

  Seen of(JitsiShard shard, Context<JitsiShard> context, ShardMemory memory) {
    memory.common().recallStatus(shard);
    var owner =
        new Owner(ObjectRef.of(shard), shard.getMetadata().getUid(), memory.common().fresh());
    var children = Children.of(context);
    var owned =
        new Owned(children.stream().filter(c -> c instanceof Pod || owner.owns(c)).toList());
    var names = ShardReferences.of(shard);
    var references = memory.references().read(names, owned);
    var now = clock.instant();
    var world =
        new ShardWorld(
            shard,
            owned,
            references,
            tenancy.around(shard, context),
            jitsi.signals(ShardId.of(shard)),
            memory.common().book().expectations(now),
            memory.common().book().obstacles(),
            memory.telemetryWritten(),
            now);
    return new Seen(owner, world, children);
  }

  /** When to look again at the latest, although no event will say so. */
  Optional<Duration> nextLook(JitsiShard shard, ShardMemory memory) {
    var now = clock.instant();
    var references = memory.references().nextRead(name -> complains(shard, name));
    var book = memory.common().book().nextLook(now).map(at -> Duration.between(now, at));
    return Stream.concat(references.stream(), book.stream()).min(Duration::compareTo);
  }

  /** Whether a condition speaks of the object of that name, so that its repair is awaited. */
  private static boolean complains(JitsiShard shard, String name) {
    var status = shard.getStatus();
    return status != null
        && status.conditions().stream()
            .anyMatch(c -> !"True".equals(c.getStatus()) && c.getMessage().contains(name));
  }
}
