package io.jitsioperator.command;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.api.v1alpha1.JitsiShardStatus;
import io.jitsioperator.intent.Generate;
import io.jitsioperator.intent.Intent;
import io.jitsioperator.plan.shard.ShardPlanner;
import io.jitsioperator.plan.shard.ShardReferences;
import io.jitsioperator.settings.Settings;
import io.jitsioperator.world.ApiState;
import io.jitsioperator.world.Expectations;
import io.jitsioperator.world.Lookup;
import io.jitsioperator.world.Nodes;
import io.jitsioperator.world.OptionalApi;
import io.jitsioperator.world.Owned;
import io.jitsioperator.world.References;
import io.jitsioperator.world.ShardSignals;
import io.jitsioperator.world.ShardWorld;
import io.jitsioperator.world.Surroundings;
import io.jitsioperator.world.Tenants;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** {@code plan FILE...}: prints what would be made of manifests, without a cluster. */
public final class PlanCommand {

  private static final String USAGE =
      "Usage: jitsi-operator plan FILE...  (YAML or JSON files with JitsiShards and BridgePools, and"
          + " the Secrets and ConfigMaps that they refer to)";

  /** A value that the images would take. */
  private static final String PLACEHOLDER = "placeholder";

  /** A cluster that has whatever a spec may ask for. */
  private static final Map<OptionalApi, ApiState> ALL_APIS =
      Arrays.stream(OptionalApi.values())
          .collect(Collectors.toMap(api -> api, api -> new ApiState.Served()));

  private final ShardFiles files;
  private final PlanOutput output;

  private PlanCommand(ShardFiles files, PlanOutput output) {
    this.files = files;
    this.output = output;
  }

  /**
   * Runs the subcommand.
   *
   * @param paths of the files
   * @param out gets the objects as YAML documents
   * @param err gets notes and errors, a sentence a line
   * @return 0, or 2 if the files cannot be used
   */
  public static int run(List<String> paths, PrintStream out, PrintStream err) {
    if (paths.isEmpty()) {
      err.println(USAGE);
      return 2;
    }
    try {
      new PlanCommand(ShardFiles.read(paths), new PlanOutput(out, err)).print();
      return 0;
    } catch (BadInput e) {
      e.sentences().forEach(err::println);
      return 2;
    }
  }

  private void print() {
    output.note(
        "checked are fields, types, words, patterns and ranges. The CRD's other rules need an"
            + " API server: kubectl apply --dry-run=server -f FILE.");
    for (Manifest each : files.ignored()) {
      output.note(
          each + " is ignored: plan reads JitsiShards, BridgePools, Secrets and ConfigMaps.");
    }
    files.shards().forEach(this::print);
    PoolPlan pools = new PoolPlan(files, output);
    files.pools().forEach(pools::print);
  }

  private void print(ShardFiles.Placed<JitsiShard> shard) {
    JitsiShard resource = shard.resource();
    References references = files.references(resource, ShardReferences.of(resource));
    Intent<JitsiShardStatus> first = ShardPlanner.plan(world(resource, references), settings());
    output.heading(shard);
    Optional<Secret> drawn = first.credentials().map(PlanCommand::placeholder);
    drawn.ifPresent(
        secret -> output.drawn(secret, first.credentials().orElseThrow().keys(), PLACEHOLDER));
    Intent<JitsiShardStatus> intent =
        drawn
            .map(secret -> ShardPlanner.plan(world(resource, with(secret, references)), settings()))
            .orElse(first);
    output.missing(shard, drawn.map(s -> with(s, references)).orElse(references));
    intent.objects().forEach(output::document);
    output.status(intent.status().conditions());
  }

  /** The Secret that the operator would make for that shard; empty if the shard names its own. */
  static Optional<Secret> drawn(JitsiShard shard, References references) {
    return ShardPlanner.plan(world(shard, references), settings())
        .credentials()
        .map(PlanCommand::placeholder);
  }

  private static Secret placeholder(Generate generate) {
    Map<String, String> data = new TreeMap<>();
    generate.keys().forEach(key -> data.put(key, ShardFiles.base64(PLACEHOLDER)));
    return new SecretBuilder(generate.secret()).withData(data).build();
  }

  private static References with(Secret secret, References references) {
    Map<String, Lookup<Secret>> secrets = new HashMap<>(references.secrets());
    secrets.put(secret.getMetadata().getName(), new Lookup.Found<>(secret));
    return new References(secrets, references.configMaps());
  }

  /** The moment after the shard was created: nothing exists, nothing has been heard. */
  private static ShardWorld world(JitsiShard shard, References references) {
    return new ShardWorld(
        shard,
        new Owned(List.of()),
        references,
        new Surroundings(ALL_APIS, List.of()),
        Tenants.none(),
        ShardSignals.none(),
        Nodes.notSeenYet(),
        Expectations.none(),
        List.of(),
        Optional.empty(),
        Instant.EPOCH);
  }

  /** What an installation has that changes nothing. */
  static Settings settings() {
    return new Settings(
        Set.of(),
        "cluster.local",
        "jitsi-operator",
        Map.of("app.kubernetes.io/name", "jitsi-operator"),
        "plan",
        false,
        0,
        Duration.ofSeconds(5),
        Duration.ofMinutes(5));
  }
}
