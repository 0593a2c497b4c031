package io.jitsioperator.plan.bridges;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.jitsioperator.api.v1alpha1.BridgePool;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.intent.Call;
import io.jitsioperator.plan.kube.Pods;
import io.jitsioperator.world.Answer;
import io.jitsioperator.world.BreweryRoom;
import io.jitsioperator.world.BridgePresence;
import io.jitsioperator.world.BridgeReport;
import io.jitsioperator.world.JicofoBridge;
import io.jitsioperator.world.Lookup;
import io.jitsioperator.world.MediaFacts;
import io.jitsioperator.world.NodeReport;
import io.jitsioperator.world.Nodes;
import io.jitsioperator.world.PoolSignals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * A pool's surroundings as they truly are: nodes, pods, bridges, people, Jicofo's choice (Jitsi
 * contracts §5.1). Time passes by the second.
 */
final class PoolModel {

  /** A watch that lags longer is broken, and the cache is filled anew. */
  private static final int LONGEST_STALE = 60;

  final Random random;
  final Map<String, ModelBridge> bridges = new HashMap<>();
  final Map<String, Integer> moves = new HashMap<>();
  final List<String> harm = new ArrayList<>();
  JitsiShard shard;
  BridgePool pool;

  /** What Prosody and Jicofo of the shard run. */
  final ModelSignalling signalling;

  private final Secret copy;
  Instant now = PoolStage.NOW;
  Instant comingUntil = Instant.MIN;
  Optional<Instant> roomSince = Optional.of(PoolStage.NOW.minusSeconds(3600));
  List<Pod> cache = List.of();
  boolean stale;
  private int staleFor;
  boolean crowded = true;

  /** No bridge gets into the brewery. */
  boolean breweryRefuses;

  final ModelGround ground;
  private int people;
  private int uids;

  final ModelServices services = new ModelServices();

  /** On nodes of its own. */
  PoolModel(Random random, JitsiShard shard, BridgePool pool) {
    this(random, shard, pool, new ModelGround());
  }

  PoolModel(Random random, JitsiShard shard, BridgePool pool, ModelGround ground) {
    this.ground = ground;
    ground.bears(this);
    this.random = random;
    this.shard = shard;
    this.pool = pool;
    this.signalling = new ModelSignalling(shard);
    this.copy = PoolStage.copy(pool, PoolStage.SHARD, PoolStage.PASSWORD);
    copy.getMetadata().setUid("uid-copy");
  }

  /** One second. */
  void tick() {
    now = now.plusSeconds(1);
    ground.lost.live(bridges.values());
    bridges.values().stream().filter(b -> b.node.isEmpty() && !b.ended).forEach(ground::place);
    for (var bridge : List.copyOf(bridges.values())) {
      bridge.live(now);
      var turn = now.getEpochSecond() + Math.floorMod(bridge.name().hashCode(), 5);
      if (turn % ModelBridge.SPEAKS_EVERY == 0 && roomSince.isPresent() && !breweryRefuses) {
        bridge.speak(now);
      }
      if ((turn + 2) % ModelBridge.SPEAKS_EVERY == 0) {
        bridge.answer(now);
      }
    }
    bridges.values().removeIf(b -> b.terminating && b.ended);
    signalling.live(this);
    comeAndGo();
    staleFor = stale ? staleFor + 1 : 0;
    if (staleFor > LONGEST_STALE || (!stale && random.nextInt(4) > 0)) {
      see();
    }
    services.live(now);
    harm.addAll(services.harm(bridges.values()));
    harm.addAll(ground.harm());
  }

  /** The caches show what is. */
  void see() {
    cache = pods();
    services.see();
  }

  /** Whether the operator sees what is: from late caches follows what nobody can prevent. */
  boolean isCacheTrue() {
    return cache.size() == bridges.size()
        && cache.stream().allMatch(this::isTrue)
        && services.isCacheTrue();
  }

  private boolean isTrue(Pod pod) {
    var bridge = bridges.get(pod.getMetadata().getName());
    return bridge != null
        && pod.getMetadata().getAnnotations().equals(bridge.annotations)
        && bridge.ended == Pods.hasEnded(pod)
        && bridge.terminating == Pods.isTerminating(pod);
  }

  private List<Pod> pods() {
    return bridges.values().stream()
        .map(b -> b.pod(now.isAfter(b.made.plusSeconds(2))))
        .sorted(Comparator.comparing(p -> p.getMetadata().getName()))
        .toList();
  }

  private void comeAndGo() {
    if (crowded && random.nextInt(3) == 0) {
      chosen().ifPresent(b -> b.people.add(people++));
    }
    bridges.values().stream()
        .filter(b -> !b.hung)
        .forEach(b -> b.people.removeIf(p -> random.nextInt(crowded ? 60 : 10) == 0));
  }

  /**
   * Draining ones are only chosen if there is no other; in graceful shutdown none takes new ones.
   */
  private Optional<ModelBridge> chosen() {
    return bridges.values().stream()
        .filter(b -> b.runs() && !b.graceful && b.presence.isPresent() && !b.hung && !b.gone)
        .min(
            Comparator.<ModelBridge>comparingInt(
                    b -> b.presence.flatMap(BridgePresence::drain).orElse(true) ? 1 : 0)
                .thenComparingInt(b -> b.people.size())
                .thenComparing(ModelBridge::name));
  }

  boolean bear(Pod pod) {
    if (bridges.containsKey(pod.getMetadata().getName())) {
      return false;
    }
    var bridge = new ModelBridge(pod, "uid" + uids++, now);
    bridges.put(bridge.name(), bridge);
    return true;
  }

  /** An orderly delete runs the hook, which waits for people; a forced one does not. */
  void delete(String name, String uid, boolean forced) {
    var bridge = bridges.get(name);
    if (bridge == null || !bridge.uid.equals(uid)) {
      return;
    }
    if (bridge.runs() && !forced) {
      bridge.drain = true;
      bridge.graceful = true;
      bridge.terminating = true;
      return;
    }
    if (bridge.runs() && !bridge.gone) {
      harm.add("I1: %s is at work and deleted by force".formatted(name));
    }
    if (!bridge.people.isEmpty()) {
      harm.add("I1: %s is deleted with %d people on it".formatted(name, bridge.people.size()));
    }
    bridges.remove(name);
  }

  /** Jitsi does what it is asked, unless it cannot hear. */
  boolean ask(Call call) {
    var bridge = bridges.get(call.bridge().pod());
    if (bridge == null || !bridge.runs() || bridge.hung || bridge.silent || bridge.gone) {
      return false;
    }
    switch (call) {
      case Call.Drain drain -> bridge.drain = true;
      case Call.Undrain undrain -> bridge.drain = false;
      case Call.ShutDown(var target, var forced) -> shutDown(bridge, forced);
      case Call.Move move -> move(bridge);
    }
    return true;
  }

  private void shutDown(ModelBridge bridge, boolean forced) {
    if (forced) {
      harm.add("I1: " + bridge.name() + " is shut down by force");
    }
    // A few may have come since the last look; it waits for them.
    if (bridge.people.size() > 3) {
      harm.add(
          "I1: %s is shut down with %d people on it"
              .formatted(bridge.name(), bridge.people.size()));
    }
    bridge.graceful = true;
  }

  private void move(ModelBridge from) {
    var to =
        bridges.values().stream()
            .filter(b -> b != from && b.runs() && !b.hung && !b.gone)
            .filter(b -> b.jicofoVersion().equals(from.jicofoVersion()))
            .filter(b -> b.presence.flatMap(BridgePresence::drain).filter(d -> !d).isPresent())
            .filter(b -> !b.presence.flatMap(BridgePresence::gracefulShutdown).orElse(true))
            .min(Comparator.comparing(ModelBridge::name));
    if (to.isEmpty()) {
      harm.add("I7: people are moved although no bridge of their version takes them");
      return;
    }
    for (var person : from.people) {
      if (moves.merge(from.uid + " " + person, 1, Integer::sum) > 1) {
        harm.add("I7: somebody is moved twice off " + from.name());
      }
    }
    to.get().people.addAll(from.people);
    from.people.clear();
  }

  PoolSignals signals(boolean asksJicofo) {
    var id = PoolStage.SHARD;
    BreweryRoom room =
        roomSince
            .<BreweryRoom>map(
                since ->
                    now.isBefore(comingUntil)
                        ? new BreweryRoom.Coming()
                        : new BreweryRoom.Seen(since, presences()))
            .orElseGet(() -> new BreweryRoom.Unseen("the connection is lost"));
    Answer<List<JicofoBridge>> jicofo =
        asksJicofo
            ? new Answer.Said<>(
                bridges.values().stream().flatMap(b -> b.atJicofo().stream()).toList(), now)
            : new Answer.NotAsked<>();
    var reports = new HashMap<String, BridgeReport>();
    bridges.values().forEach(b -> reports.put(b.uid, b.report));
    return new PoolSignals(
        Map.of(id, room), Map.of(id, jicofo), reports, ground.lost.ports(bridges.values(), now));
  }

  /** Ports that the caches show of other pools. */
  List<MediaFacts.HeldPort> portsOfOthers() {
    return ground.beside(this).stream()
        .flatMap(other -> other.cache.stream())
        .flatMap(pod -> PoolReferences.hostPort(pod).stream())
        .toList();
  }

  private Map<String, BridgePresence> presences() {
    var all = new HashMap<String, BridgePresence>();
    bridges.values().forEach(b -> b.presence.ifPresent(p -> all.put(b.name(), p)));
    return all;
  }

  Nodes nodes() {
    var reports = new HashMap<String, Lookup<NodeReport>>();
    // Only those are looked at on which bridges of this pool are seen.
    for (var pod : cache) {
      Pods.node(pod)
          .ifPresent(
              name -> {
                var isCordoned = ground.cordoned.contains(name);
                reports.put(name, new Lookup.Found<>(ground.lost.report(name, isCordoned, now)));
              });
    }
    return new Nodes(Nodes.Sight.VISIBLE, reports);
  }

  List<HasMetadata> owned() {
    var all = new ArrayList<HasMetadata>(cache);
    all.addAll(services.cache());
    all.add(copy);
    return all;
  }
}
