package io.jitsioperator.plan.bridges;

import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.jitsioperator.api.v1alpha1.BridgePool;
import io.jitsioperator.api.v1alpha1.BridgePoolSpec;
import io.jitsioperator.api.v1alpha1.BridgePoolStatus;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.intent.Intent;
import io.jitsioperator.plan.shard.BreweryDoor;
import io.jitsioperator.plan.wiring.Cast;
import io.jitsioperator.plan.wiring.Stored;
import io.jitsioperator.settings.Settings;
import io.jitsioperator.world.Expectations;
import io.jitsioperator.world.Lookup;
import io.jitsioperator.world.NamespaceLabels;
import io.jitsioperator.world.ObjectRef;
import io.jitsioperator.world.Owned;
import io.jitsioperator.world.PoolWorld;
import io.jitsioperator.world.ShardId;
import io.jitsioperator.world.ShardWorld.Obstacle;
import io.jitsioperator.world.Tenants;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The pool b/extra, which names the shard meet/eu1, in some state; every change gives another. */
record PoolStage(PoolWorld world) {

  static final ShardId SHARD = new ShardId("meet", "eu1");
  static final String PASSWORD = "secretofbridges1";
  static final Instant NOW = Instant.parse("2026-11-26T20:00:00Z");

  static final Settings SETTINGS =
      new Settings(
          Set.of(),
          "cluster.local",
          "jitsi-operator",
          Map.of("app.kubernetes.io/name", "jitsi-operator"),
          "test",
          false,
          0,
          Duration.ofSeconds(5),
          Duration.ofMinutes(5));

  /** The shard says that of namespaces; its Secret holds the password. */
  static PoolStage of(String allowed) {
    return of(Cast.pool("b", "extra", "meet", "eu1"), List.of(Cast.shard("meet", "eu1", allowed)));
  }

  static PoolStage of(BridgePool pool, List<JitsiShard> shards) {
    var tenants = new Tenants(shards, List.of(pool), NamespaceLabels.none(), Set.of(), Set.of());
    return new PoolStage(PoolParts.of(pool, tenants, NOW).world())
        .credentials(new Lookup.Found<>(secret(SHARD, PASSWORD)));
  }

  Intent<BridgePoolStatus> plan() {
    return PoolPlanner.plan(world, SETTINGS).intent();
  }

  /** What the condition says: status, reason, and the state of the shard. */
  String says() {
    var status = plan().status();
    var condition = status.condition("ShardsAttached").orElseThrow();
    return condition.getStatus()
        + " "
        + condition.getReason()
        + ", "
        + status.shards().getFirst().state();
  }

  PoolStage labels(NamespaceLabels labels) {
    var t = world.tenants();
    return tenants(new Tenants(t.shards(), t.pools(), labels, t.watched(), t.unread()));
  }

  PoolStage labels(String key, String value) {
    return labels(new NamespaceLabels(Map.of("b", Map.of(key, value)), Optional.empty()));
  }

  PoolStage forbidden() {
    return labels(new NamespaceLabels(Map.of(), Optional.of("namespaces is forbidden")));
  }

  PoolStage allowed(String allowed) {
    return shards(List.of(Cast.shard("meet", "eu1", allowed)));
  }

  PoolStage shards(List<JitsiShard> shards) {
    var t = world.tenants();
    return tenants(new Tenants(shards, t.pools(), t.namespaces(), t.watched(), t.unread()));
  }

  PoolStage watched(String... namespaces) {
    var t = world.tenants();
    return tenants(
        new Tenants(t.shards(), t.pools(), t.namespaces(), Set.of(namespaces), t.unread()));
  }

  PoolStage unread() {
    var t = world.tenants();
    return tenants(new Tenants(List.of(), t.pools(), t.namespaces(), t.watched(), Set.of(SHARD)));
  }

  PoolStage tenants(Tenants tenants) {
    return new PoolStage(PoolParts.of(world).tenants(tenants).world());
  }

  PoolStage credentials(Lookup<Secret> found) {
    return new PoolStage(PoolParts.of(world).credentials(Map.of(SHARD, found)).world());
  }

  /** A copy of that password of that shard lies in the pool's namespace. */
  PoolStage holds(ShardId shard, String password) {
    var copy = copy(world.pool(), shard, password);
    copy.getMetadata().setUid("uid-copy");
    return owned(List.of(copy));
  }

  /** The copy as the planner would make it. */
  static Secret copy(BridgePool pool, ShardId id, String password) {
    var shard = Cast.shard(id.namespace(), id.name(), "{ from: All }");
    return PasswordCopy.of(pool, shard, BreweryDoor.of(shard, SETTINGS), password);
  }

  PoolStage owned(List<Secret> secrets) {
    return with(new Owned(List.copyOf(secrets)), world.expectations(), world.obstacles());
  }

  PoolStage removed(String uid) {
    var removed =
        new Expectations.Removed(
            new ObjectRef("v1", "Secret", "b", "extra-bridges"), uid, NOW.plusSeconds(1));
    return with(world.owned(), new Expectations(List.of(), List.of(removed)), world.obstacles());
  }

  /** We have just created that pod. */
  PoolStage made(String pod) {
    var ref = new ObjectRef("v1", "Pod", "b", pod);
    var made = new Expectations.Applied(ref, "hash", "1", Map.of(), NOW.plusSeconds(1));
    return with(world.owned(), new Expectations(List.of(made), List.of()), world.obstacles());
  }

  PoolStage obstacle(String reason) {
    var ref = new ObjectRef("v1", "Secret", "b", "extra-bridges");
    return with(
        world.owned(), world.expectations(), List.of(new Obstacle(ref, reason, "It is so.")));
  }

  private PoolStage with(Owned owned, Expectations expectations, List<Obstacle> obstacles) {
    return new PoolStage(
        PoolParts.of(world).owned(owned).expectations(expectations).obstacles(obstacles).world());
  }

  PoolStage replicas(int count) {
    var pool =
        Stored.pool(
            """
            metadata: { namespace: b, name: extra, uid: uid-pool-b-extra, generation: 1 }
            spec: { shards: [{ namespace: meet, name: eu1 }], replicas: %d }
            """
                .formatted(count));
    pool.setStatus(world.pool().getStatus());
    return pool(pool);
  }

  PoolStage paused() {
    return pool(PoolParts.paused(world.pool().getSpec(), true), null);
  }

  /** It is being deleted. */
  PoolStage going() {
    return pool(world.pool().getSpec(), NOW.toString());
  }

  private PoolStage pool(BridgePoolSpec spec, @Nullable String deleted) {
    var copy = Cast.pool("b", "extra", "meet", "eu1");
    copy.getMetadata().setDeletionTimestamp(deleted);
    copy.setSpec(spec);
    copy.setStatus(world.pool().getStatus());
    return pool(copy);
  }

  /** The status that the plan gives is the one that was written. */
  PoolStage written() {
    var copy = Cast.pool("b", "extra", "meet", "eu1");
    copy.setSpec(world.pool().getSpec());
    copy.setStatus(plan().status());
    return pool(copy);
  }

  private PoolStage pool(BridgePool pool) {
    var t = world.tenants();
    return new PoolStage(
        PoolParts.of(world)
            .pool(pool)
            .tenants(
                new Tenants(t.shards(), List.of(pool), t.namespaces(), t.watched(), t.unread()))
            .world());
  }

  /** The generated Secret of a shard. */
  static Secret secret(ShardId shard, String password) {
    return new SecretBuilder()
        .withNewMetadata()
        .withNamespace(shard.namespace())
        .withName(shard.name() + "-credentials")
        .withOwnerReferences(
            new OwnerReferenceBuilder()
                .withUid("uid-" + shard.namespace() + "-" + shard.name())
                .build())
        .endMetadata()
        .addToData("JVB_AUTH_PASSWORD", encoded(password))
        .addToData("JICOFO_AUTH_PASSWORD", encoded("secretofjicofo1"))
        .build();
  }

  static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
