package io.jitsioperator.plan.bridges;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.jitsioperator.api.v1alpha1.BridgePool;
import io.jitsioperator.plan.wiring.Cast;
import io.jitsioperator.plan.wiring.Stored;
import io.jitsioperator.world.Answer;
import io.jitsioperator.world.BreweryRoom;
import io.jitsioperator.world.BridgePresence;
import io.jitsioperator.world.Lookup;
import io.jitsioperator.world.NodeReport;
import io.jitsioperator.world.Nodes;
import io.jitsioperator.world.Owned;
import io.jitsioperator.world.PoolSignals;
import io.jitsioperator.world.PoolWorld;
import io.jitsioperator.world.References;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The pool b/extra, attached to shard meet/eu1, with bridges; every change gives another. */
record PoolScene(
    BridgePool pool, List<SeenBridge> bridges, Set<String> cordoned, Optional<References> read) {

  private static final String POOL =
      """
      metadata: { namespace: b, name: extra, uid: uid-pool-b-extra, generation: 1 }
      spec:
        shards: [{ namespace: meet, name: eu1 }]
      """;

  PoolScene {
    bridges = List.copyOf(bridges);
    cordoned = Set.copyOf(cordoned);
  }

  /** One without bridges, with that spec in YAML (without its shard). */
  static PoolScene of(String spec) {
    return new PoolScene(Stored.pool(POOL + spec.indent(2)), List.of(), Set.of(), Optional.empty());
  }

  /** One with that spec and these bridges. */
  static PoolScene of(String spec, SeenBridge... bridges) {
    return new PoolScene(of(spec).pool(), List.of(bridges), Set.of(), Optional.empty());
  }

  static PoolScene replicas(int count, SeenBridge... bridges) {
    return new PoolScene(
        of("replicas: " + count).pool(), List.of(bridges), Set.of(), Optional.empty());
  }

  PoolScene cordons(String node) {
    return new PoolScene(pool, bridges, Set.of(node), read);
  }

  /** What the status says of that scene was written. */
  PoolScene after(PoolScene before) {
    var told = of("replicas: " + pool.getSpec().replicas()).pool();
    told.setStatus(before.plan().intent().status());
    return new PoolScene(told, bridges, cordoned, read);
  }

  /** What was read of what it refers to. */
  PoolScene refersTo(References found) {
    return new PoolScene(pool, bridges, cordoned, Optional.of(found));
  }

  /** It is being deleted. */
  PoolScene going() {
    var going = of("replicas: " + pool.getSpec().replicas()).pool();
    going.getMetadata().setDeletionTimestamp(PoolStage.NOW.toString());
    return new PoolScene(going, bridges, cordoned, read);
  }

  PoolPlanner.Plan plan() {
    return PoolPlanner.plan(world(), PoolStage.SETTINGS);
  }

  PoolWorld world() {
    var shards = List.of(Cast.shard("meet", "eu1", "{ from: All }"));
    var around = PoolParts.of(PoolStage.of(pool, shards).world()).references(references());
    var scope = new PoolScope(around.world(), PoolStage.SETTINGS);
    return around.nodes(nodes()).signals(signals()).owned(owned(scope)).world();
  }

  private References references() {
    if (read.isPresent()) {
      return read.get();
    }
    var custom = pool.getSpec().customConfigMap();
    if (custom == null) {
      return References.none();
    }
    var map = new ConfigMapBuilder().addToData("custom-jvb.conf", "a = b").build();
    return new References(Map.of(), Map.of(custom.name(), new Lookup.Found<>(map)));
  }

  private Owned owned(PoolScope scope) {
    var all = new ArrayList<HasMetadata>();
    bridges.forEach(bridge -> all.add(bridge.pod(scope)));
    var copy = PoolStage.copy(pool, PoolStage.SHARD, PoolStage.PASSWORD);
    copy.getMetadata().setUid("uid-copy");
    all.add(copy);
    return new Owned(all);
  }

  private Nodes nodes() {
    return new Nodes(
        Nodes.Sight.VISIBLE,
        bridges.stream()
            .map(SeenBridge::node)
            .distinct()
            .collect(Collectors.toMap(Function.identity(), this::node)));
  }

  private Lookup<NodeReport> node(String name) {
    var lease = new Lookup.Unknown<NodeReport.Heartbeat>("ready");
    var external = List.of("203.0.113.7");
    return new Lookup.Found<>(
        new NodeReport(cordoned.contains(name), false, true, lease, external));
  }

  private PoolSignals signals() {
    var room =
        bridges.stream()
            .flatMap(b -> b.presence().stream())
            .collect(Collectors.toMap(BridgePresence::nick, Function.identity()));
    var jicofo = bridges.stream().flatMap(b -> b.atJicofo().stream()).toList();
    return new PoolSignals(
        Map.of(PoolStage.SHARD, new BreweryRoom.Seen(PoolStage.NOW.minusSeconds(3600), room)),
        Map.of(PoolStage.SHARD, new Answer.Said<>(jicofo, PoolStage.NOW.minusSeconds(1))),
        bridges.stream().collect(Collectors.toMap(SeenBridge::uid, SeenBridge::report)));
  }
}
