package io.jitsioperator.plan.shard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.command.CommittedSchema;
import io.jitsioperator.command.Defaulter;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Worlds to plan in, made of files. */
final class Worlds {

  static final Path GOLDENS = Path.of("src/test/goldens");

  static final Instant NOW = Instant.parse("2026-11-23T20:00:00Z");

  static final Settings SETTINGS =
      new Settings(
          Set.of(),
          "cluster.local",
          "jitsi-operator-system",
          Map.of("app.kubernetes.io/name", "jitsi-operator"),
          "test",
          false,
          0,
          Duration.ofSeconds(5),
          Duration.ofMinutes(5));

  /** A cluster with everything that may be installed beside us. */
  static final Map<OptionalApi, ApiState> ALL_APIS =
      Arrays.stream(OptionalApi.values())
          .collect(Collectors.toMap(api -> api, api -> new ApiState.Served()));

  private static final JsonNode SCHEMA = CommittedSchema.ofJitsiShard();

  /** Laid under every shard. */
  private static final String IDENTITY =
      """
      apiVersion: jitsi-operator.io/v1alpha1
      kind: JitsiShard
      metadata:
        name: eu1
        namespace: ns
        uid: 11111111-2222-3333-4444-555555555555
        generation: 1
      """;

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private Worlds() {}

  /** A golden case's world: its shard, what it refers to, what exists below it. */
  static ShardWorld of(Path folder) {
    var objects = inputs(folder).filter(p -> !isShard(p)).map(Worlds::object).toList();
    var secrets = new HashMap<String, Lookup<Secret>>();
    var configMaps = new HashMap<String, Lookup<ConfigMap>>();
    var shard = shard(read(folder.resolve("in-shard.yaml")));
    var names = ShardReferences.of(shard);
    names.secrets().forEach(n -> secrets.put(n, lookup(Secret.class, n, objects)));
    names.configMaps().forEach(n -> configMaps.put(n, lookup(ConfigMap.class, n, objects)));
    var below =
        objects.stream().filter(o -> !(o instanceof Secret || o instanceof ConfigMap)).toList();
    return new ShardWorld(
        shard,
        new Owned(below),
        new References(secrets, configMaps),
        new Surroundings(ALL_APIS, List.of()),
        Tenants.none(),
        ShardSignals.none(),
        Nodes.notSeenYet(),
        Expectations.none(),
        List.of(),
        Optional.empty(),
        NOW);
  }

  /** A shard from YAML, as the API server stores it: with the defaults of the committed CRD. */
  static JitsiShard shard(String yaml) {
    try {
      var whole = Serialization.unmarshal(IDENTITY, JsonNode.class);
      var given = Serialization.unmarshal(yaml, JsonNode.class);
      JSON.readerForUpdating(whole).readValue(given.toString());
      var stored = Defaulter.withDefaults(whole, SCHEMA);
      return Serialization.unmarshal(stored.toString(), JitsiShard.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<Path> inputs(Path folder) {
    return list(folder).filter(p -> name(p).startsWith("in-")).sorted();
  }

  static Stream<Path> list(Path folder) {
    try (var all = Files.list(folder)) {
      return all.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isShard(Path file) {
    return name(file).equals("in-shard.yaml");
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static HasMetadata object(Path file) {
    HasMetadata object = Serialization.unmarshal(read(file));
    return object;
  }

  private static <T extends HasMetadata> Lookup<T> lookup(
      Class<T> type, String name, List<HasMetadata> all) {
    return all.stream()
        .filter(o -> type.isInstance(o) && name.equals(o.getMetadata().getName()))
        .map(type::cast)
        .findFirst()
        .<Lookup<T>>map(Lookup.Found::new)
        .orElseGet(Lookup.Missing::new);
  }
}
