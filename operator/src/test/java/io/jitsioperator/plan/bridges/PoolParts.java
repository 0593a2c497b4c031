package io.jitsioperator.plan.bridges;

import io.fabric8.kubernetes.api.model.Secret;
import io.jitsioperator.api.v1alpha1.BridgePool;
import io.jitsioperator.api.v1alpha1.BridgePoolSpec;
import io.jitsioperator.world.Expectations;
import io.jitsioperator.world.Lookup;
import io.jitsioperator.world.MediaFacts;
import io.jitsioperator.world.Nodes;
import io.jitsioperator.world.Owned;
import io.jitsioperator.world.PoolSignals;
import io.jitsioperator.world.PoolWorld;
import io.jitsioperator.world.PoolWorld.Issued;
import io.jitsioperator.world.References;
import io.jitsioperator.world.ShardId;
import io.jitsioperator.world.ShardWorld.Obstacle;
import io.jitsioperator.world.SizingMemory;
import io.jitsioperator.world.Tenants;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parts of a pool's world, to be put together otherwise. */
final class PoolParts {

  private BridgePool pool;
  private Owned owned;
  private Tenants tenants;
  private Map<ShardId, Lookup<Secret>> credentials;
  private References references;
  private PoolSignals signals;
  private Nodes nodes;
  private MediaFacts media;
  private List<Issued> issued;
  private SizingMemory sizing;
  private Expectations expectations;
  private List<Obstacle> obstacles;
  private Optional<Instant> telemetryWritten;
  private Instant now;

  private PoolParts(PoolWorld world) {
    this.pool = world.pool();
    this.owned = world.owned();
    this.tenants = world.tenants();
    this.credentials = world.credentials();
    this.references = world.references();
    this.signals = world.signals();
    this.nodes = world.nodes();
    this.media = world.media();
    this.issued = world.issued();
    this.sizing = world.sizing();
    this.expectations = world.expectations();
    this.obstacles = world.obstacles();
    this.telemetryWritten = world.telemetryWritten();
    this.now = world.now();
  }

  static PoolParts of(PoolWorld world) {
    return new PoolParts(world);
  }

  /** A pool of which nothing is known but who is there. */
  static PoolParts of(BridgePool pool, Tenants tenants, Instant now) {
    return new PoolParts(
        new PoolWorld(
            pool,
            new Owned(List.of()),
            tenants,
            Map.of(),
            References.none(),
            PoolSignals.none(),
            Nodes.notSeenYet(),
            MediaFacts.none(),
            List.of(),
            SizingMemory.none(),
            Expectations.none(),
            List.of(),
            Optional.empty(),
            now));
  }

  PoolParts sizing(SizingMemory other) {
    sizing = other;
    return this;
  }

  PoolParts pool(BridgePool other) {
    pool = other;
    return this;
  }

  PoolParts owned(Owned other) {
    owned = other;
    return this;
  }

  PoolParts tenants(Tenants other) {
    tenants = other;
    return this;
  }

  PoolParts credentials(Map<ShardId, Lookup<Secret>> other) {
    credentials = other;
    return this;
  }

  PoolParts references(References other) {
    references = other;
    return this;
  }

  PoolParts signals(PoolSignals other) {
    signals = other;
    return this;
  }

  PoolParts nodes(Nodes other) {
    nodes = other;
    return this;
  }

  PoolParts media(MediaFacts other) {
    media = other;
    return this;
  }

  PoolParts issued(List<Issued> other) {
    issued = other;
    return this;
  }

  PoolParts expectations(Expectations other) {
    expectations = other;
    return this;
  }

  PoolParts obstacles(List<Obstacle> other) {
    obstacles = other;
    return this;
  }

  PoolParts now(Instant other) {
    now = other;
    return this;
  }

  PoolWorld world() {
    return new PoolWorld(
        pool,
        owned,
        tenants,
        credentials,
        references,
        signals,
        nodes,
        media,
        issued,
        sizing,
        expectations,
        obstacles,
        telemetryWritten,
        now);
  }

  static BridgePoolSpec paused(BridgePoolSpec spec, boolean paused) {
    return new BridgePoolSpec(
        spec.shards(),
        spec.region(),
        spec.replicas(),
        spec.autoscaling(),
        spec.media(),
        spec.drain(),
        spec.updates(),
        spec.loadMeasurement(),
        spec.resources(),
        spec.extraEnv(),
        spec.customConfigMap(),
        spec.nodeSelector(),
        spec.tolerations(),
        spec.affinity(),
        spec.topologySpreadConstraints(),
        spec.priorityClassName(),
        spec.networkPolicy(),
        paused);
  }
}
