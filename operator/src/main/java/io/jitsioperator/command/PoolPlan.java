package io.jitsioperator.command;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.jitsioperator.api.v1alpha1.BridgePool;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.plan.bridges.PoolPlanner;
import io.jitsioperator.plan.bridges.PoolReferences;
import io.jitsioperator.plan.wiring.Wiring;
import io.jitsioperator.world.Expectations;
import io.jitsioperator.world.Lookup;
import io.jitsioperator.world.MediaFacts;
import io.jitsioperator.world.NamespaceLabels;
import io.jitsioperator.world.Nodes;
import io.jitsioperator.world.Owned;
import io.jitsioperator.world.PoolSignals;
import io.jitsioperator.world.PoolWorld;
import io.jitsioperator.world.References;
import io.jitsioperator.world.ShardId;
import io.jitsioperator.world.SizingMemory;
import io.jitsioperator.world.Tenants;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Prints what would be made of a pool, beside the shard that it names. */
final class PoolPlan {

  /** Of the block for documentation (RFC 5737). */
  private static final String MADE_UP_ADDRESS = "203.0.113.1";

  private final ShardFiles files;
  private final PlanOutput output;

  PoolPlan(ShardFiles files, PlanOutput output) {
    this.files = files;
    this.output = output;
  }

  void print(ShardFiles.Placed<BridgePool> placed) {
    BridgePool pool = placed.resource();
    References references = files.references(pool, PoolReferences.own(pool));
    output.heading(placed);
    output.missing(placed, references);
    Wiring.named(pool).forEach(shard -> output.missing(placed, "JitsiShard " + shard, find(shard)));
    PoolPlanner.Plan first = plan(pool, references, List.of());
    // Bridges come when the password is there.
    List<Secret> copies =
        first.intent().objects().stream()
            .filter(Secret.class::isInstance)
            .map(object -> stored((Secret) object))
            .toList();
    PoolPlanner.Plan attached = plan(pool, references, List.copyOf(copies));
    // Some come when their Service is there, too.
    List<Service> services =
        attached.intent().objects().stream()
            .filter(Service.class::isInstance)
            .map(Service.class::cast)
            .toList();
    List<HasMetadata> owned = new ArrayList<>(copies);
    services.forEach(service -> owned.add(addressed(service)));
    PoolPlanner.Plan plan = plan(pool, references, owned);
    first.intent().objects().forEach(output::document);
    if (!plan.errands().births().isEmpty()) {
      output.comment("The names of bridges are made up: the operator takes others.");
    }
    services.forEach(output::document);
    plan.errands().births().forEach(output::document);
    output.status(plan.intent().status().conditions());
  }

  /** As if the provider had given it an address. */
  private static Service addressed(Service service) {
    return new ServiceBuilder(service)
        .editMetadata()
        .withUid(service.getMetadata().getName())
        .endMetadata()
        .withNewStatus()
        .withNewLoadBalancer()
        .addNewIngress()
        .withIp(MADE_UP_ADDRESS)
        .endIngress()
        .endLoadBalancer()
        .endStatus()
        .build();
  }

  private static Secret stored(Secret secret) {
    String uid = secret.getMetadata().getName();
    return new SecretBuilder(secret).editMetadata().withUid(uid).endMetadata().build();
  }

  private PoolPlanner.Plan plan(BridgePool pool, References references, List<HasMetadata> owned) {
    Tenants tenants =
        new Tenants(
            files.shards().stream().map(ShardFiles.Placed::resource).toList(),
            List.of(pool),
            NamespaceLabels.none(),
            Set.of(),
            Set.of());
    PoolWorld world =
        new PoolWorld(
            pool,
            new Owned(owned),
            tenants,
            passwords(tenants),
            references,
            PoolSignals.none(),
            Nodes.notSeenYet(),
            MediaFacts.none(),
            List.of(),
            SizingMemory.none(),
            Expectations.none(),
            List.of(),
            Optional.empty(),
            Instant.EPOCH);
    return PoolPlanner.plan(world, PlanCommand.settings());
  }

  /** The Secret of each shard that lets the pool in: of the files, or what would be drawn. */
  private Map<ShardId, Lookup<Secret>> passwords(Tenants tenants) {
    Map<ShardId, Lookup<Secret>> found = new HashMap<>();
    PoolReferences.of(tenants).forEach((id, name) -> found.put(id, password(id, name)));
    return found;
  }

  private Lookup<Secret> password(ShardId id, String name) {
    JitsiShard shard = find(id).found().orElseThrow();
    References references = files.references(shard, new References.Names(Set.of(name), Set.of()));
    return PlanCommand.drawn(shard, references)
        .<Lookup<Secret>>map(Lookup.Found::new)
        .orElse(references.secret(name));
  }

  private Lookup<JitsiShard> find(ShardId id) {
    return files.shards().stream()
        .map(ShardFiles.Placed::resource)
        .filter(shard -> ShardId.of(shard).equals(id))
        .findFirst()
        .<Lookup<JitsiShard>>map(Lookup.Found::new)
        .orElse(new Lookup.Missing<>());
  }
}
