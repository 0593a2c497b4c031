package io.jitsioperator.plan.shard;

import static io.jitsioperator.plan.shard.Stage.JICOFO;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.jitsioperator.api.v1alpha1.JitsiShardStatus;
import io.jitsioperator.intent.Intent;
import io.jitsioperator.world.Answer;
import io.jitsioperator.world.BreweryReport;
import io.jitsioperator.world.Expectations;
import io.jitsioperator.world.JicofoReport;
import io.jitsioperator.world.JicofoReport.Components;
import io.jitsioperator.world.JicofoReport.Health;
import io.jitsioperator.world.JicofoReport.Stats;
import io.jitsioperator.world.Lookup;
import io.jitsioperator.world.NodeReport;
import io.jitsioperator.world.Nodes;
import io.jitsioperator.world.Owned;
import io.jitsioperator.world.PortReport;
import io.jitsioperator.world.References;
import io.jitsioperator.world.ShardSignals;
import io.jitsioperator.world.ShardWorld;
import io.jitsioperator.world.ShardWorld.Obstacle;
import io.jitsioperator.world.Surroundings;
import io.jitsioperator.world.Tenants;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A shard in some state, to be planned; every change gives another stage. */
record Stage(ShardWorld world) {

  static final String PROSODY = "eu1-prosody-0";
  static final String BREWERY = "eu1-brewery-0";
  static final String JICOFO = "eu1-jicofo-0";

  /** The minimal shard, before anything exists. */
  static Stage empty() {
    return new Stage(Worlds.of(Worlds.GOLDENS.resolve("minimal")));
  }

  /** The minimal shard, all of it running, without a conference and without a bridge. */
  static Stage running() {
    return empty().settle().signals(signals(stats(0, 0)));
  }

  /** Everything that is planned exists, and Kubernetes has made its pods from it. */
  Stage settle() {
    return owned(Made.of(plan().objects()));
  }

  Intent<JitsiShardStatus> plan() {
    return ShardPlanner.plan(world, Worlds.SETTINGS);
  }

  /** What is said of it. */
  Condition condition(String type) {
    return plan().status().condition(type).orElseThrow();
  }

  /** What is said of it in short: status and reason. */
  String says(String type) {
    var condition = condition(type);
    return condition.getStatus() + " " + condition.getReason();
  }

  /** Another spec; pods stay, StatefulSets and Deployment are updated to it. */
  Stage updatedTo(String spec) {
    var changed = spec(spec);
    var objects = new ArrayList<HasMetadata>(changed.world.owned().objects());
    for (var planned : changed.plan().objects()) {
      if (planned instanceof StatefulSet set) {
        objects.removeIf(
            o ->
                o instanceof StatefulSet
                    && o.getMetadata().getName().equals(set.getMetadata().getName()));
        objects.add(Made.observed(set));
      }
    }
    return changed.owned(objects);
  }

  /** What was changed last was changed then. */
  Stage changedAt(Instant then) {
    var stage = this;
    for (var component : ShardNodes.SIGNALLING) {
      stage =
          stage.edit(
              StatefulSet.class,
              "eu1-" + component.word(),
              set ->
                  new StatefulSetBuilder(set)
                      .editMetadata()
                      .addToAnnotations(RevisionSince.ANNOTATION, then.toString())
                      .endMetadata()
                      .build());
    }
    return stage;
  }

  Stage spec(String spec) {
    var shard = Worlds.shard("spec: " + spec);
    shard.setStatus(world.shard().getStatus());
    return with(parts -> parts.shard = shard);
  }

  /** The status that the plan gives is the one that was written. */
  Stage written() {
    return status(plan().status());
  }

  Stage status(@Nullable JitsiShardStatus status) {
    var copy = Worlds.shard("{}");
    copy.setMetadata(new ObjectMetaBuilder(world.shard().getMetadata()).build());
    copy.setSpec(world.shard().getSpec());
    copy.setStatus(status);
    return with(parts -> parts.shard = copy);
  }

  Stage owned(List<? extends HasMetadata> objects) {
    return with(parts -> parts.owned = new Owned(List.copyOf(objects)));
  }

  Stage and(HasMetadata object) {
    return owned(Stream.concat(world.owned().objects().stream(), Stream.of(object)).toList());
  }

  Stage pod(String name, UnaryOperator<PodBuilder> change) {
    return edit(Pod.class, name, p -> change.apply(new PodBuilder(p)).build());
  }

  <T extends HasMetadata> Stage edit(Class<T> type, String name, UnaryOperator<T> change) {
    return owned(
        world.owned().objects().stream()
            .map(
                o ->
                    type.isInstance(o) && name.equals(o.getMetadata().getName())
                        ? change.apply(type.cast(o))
                        : o)
            .toList());
  }

  Stage without(String kind, String name) {
    return owned(
        world.owned().objects().stream()
            .filter(o -> !(o.getKind().equals(kind) && o.getMetadata().getName().equals(name)))
            .toList());
  }

  Stage signals(ShardSignals signals) {
    return with(parts -> parts.signals = signals);
  }

  Stage jicofo(Optional<JicofoReport> report) {
    return signals(new ShardSignals(report, world.signals().brewery(), world.signals().ports()));
  }

  /** What the running Jicofo says, but for that. */
  Stage jicofoSays(Consumer<JicofoParts> change) {
    return jicofo(world.signals().jicofo().map(report -> JicofoParts.exchange(report, change)));
  }

  Stage brewery(BreweryReport report) {
    return signals(new ShardSignals(world.signals().jicofo(), report, world.signals().ports()));
  }

  Stage port(String pod, PortReport.State state, Duration since) {
    var report = new PortReport("uid-Pod-" + pod, state, Worlds.NOW.minus(since), Worlds.NOW);
    var all = new HashMap<>(world.signals().ports());
    all.put(pod, report);
    return signals(new ShardSignals(world.signals().jicofo(), world.signals().brewery(), all));
  }

  Stage secret(String name, Lookup<Secret> secret) {
    var secrets = new HashMap<>(world.references().secrets());
    secrets.put(name, secret);
    return references(new References(secrets, world.references().configMaps()));
  }

  Stage configMap(String name, Lookup<ConfigMap> map) {
    var maps = new HashMap<>(world.references().configMaps());
    maps.put(name, map);
    return references(new References(world.references().secrets(), maps));
  }

  Stage expecting(Expectations expectations) {
    return with(parts -> parts.expectations = expectations);
  }

  Stage obstacle(Obstacle obstacle) {
    return with(parts -> parts.obstacles = List.of(obstacle));
  }

  Stage telemetryWritten(Instant at) {
    return with(parts -> parts.telemetryWritten = Optional.of(at));
  }

  /** What is known of nodes; the pods are on none until {@link #onNode}. */
  Stage nodes(Nodes nodes) {
    return with(parts -> parts.nodes = nodes);
  }

  /** A node that can be seen, as it is said to be. */
  Stage node(String name, Lookup<NodeReport> node) {
    var all = new HashMap<>(world.nodes().byName());
    all.put(name, node);
    return nodes(new Nodes(Nodes.Sight.VISIBLE, all));
  }

  Stage onNode(String pod, String node) {
    return pod(pod, p -> p.editOrNewSpec().withNodeName(node).endSpec());
  }

  Stage at(Instant now) {
    return with(parts -> parts.now = now);
  }

  Stage surroundings(Surroundings surroundings) {
    return with(parts -> parts.surroundings = surroundings);
  }

  Stage tenants(Tenants tenants) {
    return with(parts -> parts.tenants = tenants);
  }

  /** As in a cluster where all optional kinds are installed. */
  Stage withAllApis() {
    return surroundings(new Surroundings(Worlds.ALL_APIS, world.surroundings().namesakes()));
  }

  private Stage references(References references) {
    return with(parts -> parts.references = references);
  }

  private Stage with(Consumer<WorldParts> change) {
    return new Stage(WorldParts.exchange(world, change));
  }

  /** Runs for a minute, and is idle for as long if without conferences. */
  static JicofoReport stats(int conferences, int bridges) {
    var idleSince =
        conferences == 0 ? Optional.of(Worlds.NOW.minusSeconds(60)) : Optional.<Instant>empty();
    return new JicofoReport(
        "uid-Pod-" + JICOFO,
        said("1.1"),
        said(new Stats(conferences, conferences, conferences * 3, bridges, bridges, 0, 0)),
        said(new Health(bridges == 0 ? 500 : 200, bridges == 0 ? "No operational bridges" : "OK")),
        said(new Components(Optional.of("avmoderation.meet.jitsi"), Optional.empty())),
        said(IntStream.range(0, bridges).mapToObj(i -> "extra-" + i).collect(Collectors.toSet())),
        idleSince,
        Optional.of(Worlds.NOW.minusSeconds(60)));
  }

  static ShardSignals signals(JicofoReport report) {
    return new ShardSignals(
        Optional.of(report), new BreweryReport.RoomExists(Worlds.NOW), Map.of());
  }

  static <T> Answer<T> said(T value) {
    return new Answer.Said<>(value, Worlds.NOW);
  }
}
