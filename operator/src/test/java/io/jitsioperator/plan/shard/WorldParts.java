package io.jitsioperator.plan.shard;

import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.world.Expectations;
import io.jitsioperator.world.Nodes;
import io.jitsioperator.world.Owned;
import io.jitsioperator.world.References;
import io.jitsioperator.world.ShardSignals;
import io.jitsioperator.world.ShardWorld;
import io.jitsioperator.world.ShardWorld.Obstacle;
import io.jitsioperator.world.Surroundings;
import io.jitsioperator.world.Tenants;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A world taken apart, so that a test can exchange one thing in it and keep the rest. */
final class WorldParts {

  JitsiShard shard;
  Owned owned;
  References references;
  Surroundings surroundings;
  Tenants tenants;
  ShardSignals signals;
  Nodes nodes;
  Expectations expectations;
  List<Obstacle> obstacles;
  Optional<Instant> telemetryWritten;
  Instant now;

  private WorldParts(ShardWorld world) {
    shard = world.shard();
    owned = world.owned();
    references = world.references();
    surroundings = world.surroundings();
    tenants = world.tenants();
    signals = world.signals();
    nodes = world.nodes();
    expectations = world.expectations();
    obstacles = world.obstacles();
    telemetryWritten = world.telemetryWritten();
    now = world.now();
  }

  /** A copy of that world in which that is different. */
  static ShardWorld exchange(ShardWorld world, Consumer<WorldParts> change) {
    var p = new WorldParts(world);
    change.accept(p);
    return new ShardWorld(
        p.shard,
        p.owned,
        p.references,
        p.surroundings,
        p.tenants,
        p.signals,
        p.nodes,
        p.expectations,
        p.obstacles,
        p.telemetryWritten,
        p.now);
  }
}
