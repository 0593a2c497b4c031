package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.jitsioperator.intent.Removal;
import io.jitsioperator.world.Answer;
import io.jitsioperator.world.BreweryReport;
import io.jitsioperator.world.JicofoReport;
import io.jitsioperator.world.Lookup;
import io.jitsioperator.world.NodeReport;
import io.jitsioperator.world.NodeReport.Heartbeat;
import io.jitsioperator.world.Nodes;
import io.jitsioperator.world.PortReport;
import io.jitsioperator.world.ShardSignals;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * The signalling of a shard as it truly is: nodes, processes, conferences and what Jicofo knows of
 * them. Time passes in steps of five seconds.
 */
final class ModelShard {

  /** Of a node. */
  enum NodeState {
    HEARD,
    /** Kubernetes does not hear it; its processes serve and answer. */
    CUT,
    /** Its processes run, but nobody reaches them. */
    SPLIT,
    OFF
  }

  private static final int NODES = 4;
  static final int STEP = 5;

  /** Whoever has lost the focus comes back within that time (see {@link Idleness}). */
  private static final int RELOAD = 30;

  final List<ModelSingleton> parts =
      ShardNodes.SIGNALLING.stream().map(ModelSingleton::new).toList();

  final List<String> harm = new ArrayList<>();
  final Set<String> cordoned = new HashSet<>();
  private final Map<String, NodeState> states = new HashMap<>();
  private final Map<String, Instant> unheard = new HashMap<>();
  private final Set<String> outOfService = new HashSet<>();
  private final Random random;
  Instant now = Worlds.NOW;

  /** By when Jicofo knows of it. */
  final List<Instant> conferences = new ArrayList<>();

  boolean hung;
  private Optional<String> heard = Optional.empty();
  private Optional<Instant> runsSince = Optional.empty();
  private Optional<Instant> idleSince = Optional.empty();
  private Answer<JicofoReport.Stats> stats = new Answer.NotAsked<>();
  private Optional<Instant> jicofoBegan = Optional.empty();

  ModelShard(Random random) {
    this.random = random;
  }

  ModelSingleton part(Component component) {
    return parts.stream().filter(p -> p.component == component).findFirst().orElseThrow();
  }

  NodeState state(String node) {
    return states.getOrDefault(node, NodeState.HEARD);
  }

  Optional<String> freeNode() {
    var first = random.nextInt(NODES);
    for (int i = 0; i < NODES; i++) {
      var node = "n" + (first + i) % NODES;
      if (state(node) == NodeState.HEARD && !cordoned.contains(node)) {
        return Optional.of(node);
      }
    }
    return Optional.empty();
  }

  void loses(String node, NodeState how) {
    if (state(node) == NodeState.HEARD) {
      states.put(node, how);
      unheard.put(node, now);
    }
  }

  /** A person vouches for it. */
  void outOfService(String node) {
    if (state(node) == NodeState.OFF) {
      outOfService.add(node);
    }
  }

  void comeBack() {
    states.clear();
    unheard.clear();
    outOfService.clear();
  }

  /** Five seconds. */
  void step() {
    now = now.plusSeconds(STEP);
    parts.forEach(part -> part.live(this));
    people();
    hearJicofo();
    for (var part : parts) {
      long two = part.processes.stream().filter(p -> p.alive && !p.givenUp).count();
      if (two > 1) {
        harm.add("I8: %d of %s are alive".formatted(two, part.component));
      }
    }
  }

  private boolean isUp(Component component) {
    return part(component).pod.filter(p -> p.alive).isPresent();
  }

  /** With Prosody conferences end; without a focus they live on until people reload the page. */
  private void people() {
    var began = part(Component.JICOFO).pod.filter(p -> p.alive).map(p -> p.since);
    if (!isUp(Component.PROSODY)) {
      conferences.clear();
    }
    if (began.isPresent() && !began.equals(jicofoBegan)) {
      conferences.replaceAll(known -> now.plusSeconds(random.nextInt(RELOAD / STEP + 1) * STEP));
    }
    jicofoBegan = began.or(() -> jicofoBegan);
    conferences.removeIf(known -> random.nextInt(15) == 0);
    if (isUp(Component.PROSODY) && isUp(Component.JICOFO) && random.nextInt(8) == 0) {
      conferences.add(now);
    }
  }

  private int known() {
    return (int) conferences.stream().filter(at -> !at.isAfter(now)).count();
  }

  /** As {@code JicofoPoll} hears it. */
  private void hearJicofo() {
    var pod = part(Component.JICOFO).pod;
    var answers =
        pod.filter(p -> p.alive && !hung && p.port == PortReport.State.ACCEPTS).isPresent();
    var process = pod.map(p -> p.uid + " " + p.since);
    var runs = process.equals(heard) ? runsSince : Optional.<Instant>empty();
    heard = answers ? process : Optional.empty();
    if (!answers) {
      stats = new Answer.Silent<>("time-out", now);
      runsSince = Optional.empty();
      idleSince = Optional.empty();
      return;
    }
    stats = new Answer.Said<>(new JicofoReport.Stats(known(), 9, known(), 1, 1, 0, 0), now);
    runsSince = runs.or(() -> Optional.of(now));
    idleSince = known() == 0 ? idleSince.or(() -> Optional.of(now)) : Optional.empty();
  }

  /** An operator that starts has heard nothing. */
  void forget() {
    stats = new Answer.NotAsked<>();
    heard = Optional.empty();
    runsSince = Optional.empty();
    idleSince = Optional.empty();
  }

  ShardSignals signals() {
    var report =
        part(Component.JICOFO)
            .pod
            .map(
                p ->
                    JicofoParts.exchange(
                        Stage.stats(0, 1),
                        parts -> {
                          parts.podUid = p.uid;
                          parts.stats = stats;
                          parts.idleSince = idleSince;
                          parts.runsSince = runsSince;
                          parts.components =
                              new Answer.Said<>(
                                  new JicofoReport.Components(
                                      Optional.of("avmoderation.meet.jitsi"), Optional.empty()),
                                  now);
                        }));
    var ports = new HashMap<String, PortReport>();
    for (var part : parts) {
      part.pod.ifPresent(
          p ->
              ports.put(
                  "eu1-" + part.component.word() + "-0",
                  new PortReport(p.uid, p.port, p.portSince, now)));
    }
    return new ShardSignals(report, new BreweryReport.RoomExists(now), ports);
  }

  Nodes nodes() {
    var all = new HashMap<String, Lookup<NodeReport>>();
    for (int i = 0; i < NODES; i++) {
      var name = "n" + i;
      var since = Optional.ofNullable(unheard.get(name));
      Lookup<Heartbeat> lease =
          since
              .<Lookup<Heartbeat>>map(at -> new Lookup.Found<>(new Heartbeat(at, now)))
              .orElseGet(() -> new Lookup.Unknown<>("ready"));
      all.put(
          name,
          new Lookup.Found<>(
              new NodeReport(
                  cordoned.contains(name), outOfService.contains(name), since.isEmpty(), lease)));
    }
    return new Nodes(Nodes.Sight.VISIBLE, all);
  }

  List<HasMetadata> shown() {
    var all = new ArrayList<HasMetadata>();
    parts.forEach(part -> all.addAll(part.shown(this)));
    return all;
  }

  void apply(StatefulSet set) {
    parts.stream()
        .filter(p -> set.getMetadata().getName().equals("eu1-" + p.component.word()))
        .forEach(p -> p.apply(set, now));
  }

  /**
   * Deletes a pod, if it is still that one.
   *
   * @param due by when the user lets a changed component end calls; empty = at once
   */
  void remove(Removal removal, Optional<Duration> due) {
    for (var part : parts) {
      var process = part.pod.filter(p -> p.uid.equals(removal.uid()));
      if (process.isPresent() && confirms(removal)) {
        remove(part, process.get(), removal, due);
      }
    }
  }

  /** By the design a node counts as dead when nobody has reached what is on it for a minute. */
  private boolean isDeaf(ModelSingleton.Process process) {
    return process.port == PortReport.State.SILENT
        && Duration.between(process.portSince, now).toSeconds() >= 60;
  }

  /** The last look before the delete. */
  private boolean confirms(Removal removal) {
    return !(removal.proof() instanceof Removal.Proof.StillIdle(var uid))
        || (!hung
            && part(Component.JICOFO).pod.filter(p -> p.uid.equals(uid) && p.alive).isPresent()
            && known() == 0);
  }

  private void remove(
      ModelSingleton part,
      ModelSingleton.Process process,
      Removal removal,
      Optional<Duration> due) {
    var told = "%s (%s)".formatted(part.component, removal.why());
    if (removal.manner() == Removal.Manner.FORCED) {
      var state = state(process.node);
      var isDead = state == NodeState.SPLIT && isDeaf(process);
      if (process.alive && !isDead) {
        harm.add("I8: by force, but it is alive on a node that is %s: %s".formatted(state, told));
      }
      process.givenUp = true;
      part.pod = Optional.empty();
      return;
    }
    var isDue = due.isEmpty() || !now.isBefore(part.changed.plus(due.get()));
    if (process.alive && !conferences.isEmpty() && !isDue) {
      harm.add("I8: under %d conferences: %s".formatted(conferences.size(), told));
    }
    process.terminating = process.terminating.or(() -> Optional.of(now));
  }
}
