package io.jitsioperator.command;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
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
      "Usage: jitsi-operator plan FILE...  (YAML or JSON files with a JitsiShard, and the Secrets"
          + " and ConfigMaps that it refers to)";

  /** A value that the images would take. */
  private static final String PLACEHOLDER = "placeholder";

  /** A cluster that has whatever a spec may ask for. */
  private static final Map<OptionalApi, ApiState> ALL_APIS =
      Arrays.stream(OptionalApi.values())
          .collect(Collectors.toMap(api -> api, api -> new ApiState.Served()));

  private final ShardFiles files;
  private final PrintStream out;
  private final PrintStream err;
  private final KubernetesSerialization kubernetes = new KubernetesSerialization();

  private PlanCommand(ShardFiles files, PrintStream out, PrintStream err) {
    this.files = files;
    this.out = out;
    this.err = err;
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
      new PlanCommand(ShardFiles.read(paths), out, err).print();
      return 0;
    } catch (BadInput e) {
      e.sentences().forEach(err::println);
      return 2;
    }
  }

  private void print() {
    err.println(
        "Note: checked are fields, types, words, patterns and ranges. The CRD's other rules need an"
            + " API server: kubectl apply --dry-run=server -f FILE.");
    for (Manifest each : files.ignored()) {
      err.println("Note: " + each + " is ignored: plan reads JitsiShards, Secrets and ConfigMaps.");
    }
    files.shards().forEach(this::print);
  }

  private void print(ShardFiles.Shard shard) {
    JitsiShard resource = shard.resource();
    References references = files.references(resource, ShardReferences.of(resource));
    Intent<JitsiShardStatus> first = ShardPlanner.plan(world(resource, references), settings());
    out.printf(
        "# %s: JitsiShard %s in namespace %s%n",
        shard.place(), resource.getMetadata().getName(), resource.getMetadata().getNamespace());
    out.println("# To read, not to apply: the owner's uid is made up.");
    Optional<Secret> drawn = first.credentials().map(PlanCommand::placeholder);
    drawn.ifPresent(secret -> note(first.credentials().orElseThrow(), secret));
    Intent<JitsiShardStatus> intent =
        drawn
            .map(secret -> ShardPlanner.plan(world(resource, with(secret, references)), settings()))
            .orElse(first);
    missing(shard, drawn.map(s -> with(s, references)).orElse(references));
    intent.objects().forEach(this::document);
    status(intent.status());
  }

  private void note(Generate generate, Secret secret) {
    out.printf(
        "# The operator draws %s once and never changes them; %s stands for each value here.%n",
        String.join(", ", generate.keys()), PLACEHOLDER);
    document(secret);
  }

  private void missing(ShardFiles.Shard shard, References references) {
    references.secrets().forEach((name, found) -> missing(shard, "Secret " + name, found));
    references.configMaps().forEach((name, found) -> missing(shard, "ConfigMap " + name, found));
  }

  private void missing(ShardFiles.Shard shard, String what, Lookup<?> found) {
    if (found instanceof Lookup.Missing<?>) {
      err.printf(
          "Note: %s: %s is not in the files, so the plan is made as if it did not exist. Add its"
              + " file to the command.%n",
          shard.place(), what);
    }
  }

  private void document(HasMetadata object) {
    String yaml = kubernetes.asYaml(object);
    out.print(yaml.startsWith("---") ? yaml : "---\n" + yaml);
  }

  private void status(JitsiShardStatus status) {
    out.println("# The status directly after that:");
    status
        .conditions()
        .forEach(
            c ->
                out.printf(
                    "#   %s=%s (%s): %s%n",
                    c.getType(), c.getStatus(), c.getReason(), c.getMessage()));
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
  private static Settings settings() {
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
