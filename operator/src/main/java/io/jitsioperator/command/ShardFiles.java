package io.jitsioperator.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.jitsioperator.api.v1alpha1.BridgePool;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.world.Lookup;
import io.jitsioperator.world.References;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the files of {@code plan} hold, checked and with the defaults that an API server would add.
 *
 * @param shards in the order of the files
 * @param pools in the order of the files
 * @param secrets that they may refer to
 * @param configMaps that they may refer to
 * @param ignored what {@code plan} has no use for
 */
record ShardFiles(
    List<Placed<JitsiShard>> shards,
    List<Placed<BridgePool>> pools,
    List<Secret> secrets,
    List<ConfigMap> configMaps,
    List<Manifest> ignored) {

  /** Stands for the UID that the API server would give. */
  private static final String NO_UID = "00000000-0000-0000-0000-000000000000";

  private static final String API_VERSION = JitsiShard.GROUP + "/v1alpha1";
  private static final KubernetesSerialization KUBERNETES = new KubernetesSerialization();

  /**
   * A resource of ours and where it stands.
   *
   * @param place file and line
   * @param resource with all defaults
   */
  record Placed<T extends HasMetadata>(String place, T resource) {}

  private static ShardFiles nothing() {
    return new ShardFiles(
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>());
  }

  /**
   * Reads all files.
   *
   * @throws BadInput with all that is wrong in all files
   */
  static ShardFiles read(List<String> files) throws BadInput {
    List<String> problems = new ArrayList<>();
    List<Manifest> manifests = new ArrayList<>();
    for (String file : files) {
      try {
        manifests.addAll(ManifestReader.read(file));
      } catch (BadInput e) {
        problems.addAll(e.sentences());
      }
    }
    ShardFiles read = nothing();
    manifests.forEach(manifest -> read.add(manifest, problems));
    if (read.shards.isEmpty() && read.pools.isEmpty() && problems.isEmpty()) {
      problems.add(
          "There is no JitsiShard and no BridgePool in %s: give a file with kind: JitsiShard and apiVersion: %s."
              .formatted(String.join(", ", files), API_VERSION));
    }
    if (!problems.isEmpty()) {
      throw new BadInput(problems);
    }
    return read;
  }

  private void add(Manifest manifest, List<String> problems) {
    try {
      switch (manifest.kind()) {
        case "JitsiShard" -> shards.add(ours(manifest, "jitsishards", JitsiShard.class));
        case "BridgePool" -> pools.add(ours(manifest, "bridgepools", BridgePool.class));
        case "Secret" -> secrets.add(secret(manifest));
        case "ConfigMap" -> configMaps.add(object(manifest, ConfigMap.class));
        default -> ignored.add(manifest);
      }
    } catch (BadInput e) {
      problems.addAll(e.sentences());
    }
  }

  private static <T extends HasMetadata> Placed<T> ours(
      Manifest manifest, String plural, Class<T> type) throws BadInput {
    if (!manifest.apiVersion().equals(API_VERSION)) {
      throw new BadInput(
          "%s: apiVersion is %s: this program knows %s."
              .formatted(manifest, manifest.apiVersion(), API_VERSION));
    }
    if (manifest.name().isEmpty()) {
      throw new BadInput(manifest + ": metadata.name is missing: it is required.");
    }
    JsonNode schema = CommittedSchema.of(plural);
    ObjectNode tree = manifest.tree().deepCopy();
    tree.remove(List.of("apiVersion", "kind", "metadata", "status"));
    List<String> problems = SchemaCheck.problems("", tree, schema);
    if (!problems.isEmpty()) {
      throw new BadInput(problems.stream().map(p -> manifest + ": " + p.substring(1)).toList());
    }
    ObjectNode whole = (ObjectNode) Defaulter.withDefaults(manifest.tree(), schema);
    whole.remove("status");
    T resource = KUBERNETES.convertValue(whole, type);
    resource.getMetadata().setNamespace(manifest.namespace());
    resource.getMetadata().setUid(NO_UID);
    resource.getMetadata().setGeneration(1L);
    return new Placed<>(manifest.place(), resource);
  }

  /** The API server moves stringData into data. */
  private static Secret secret(Manifest manifest) throws BadInput {
    Secret secret = object(manifest, Secret.class);
    if (secret.getStringData() != null && !secret.getStringData().isEmpty()) {
      Map<String, String> data =
          new HashMap<>(secret.getData() == null ? Map.of() : secret.getData());
      secret.getStringData().forEach((key, value) -> data.put(key, base64(value)));
      secret.setData(data);
      secret.setStringData(null);
    }
    return secret;
  }

  private static <T extends HasMetadata> T object(Manifest manifest, Class<T> type)
      throws BadInput {
    try {
      T object = KUBERNETES.convertValue(manifest.tree(), type);
      object.getMetadata().setNamespace(manifest.namespace());
      return object;
    } catch (IllegalArgumentException e) {
      throw new BadInput(manifest + ": this is not as a " + manifest.kind() + " must be.");
    }
  }

  static String base64(String value) {
    return Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * What a resource finds of the objects that it refers to. An object that is not in the files does
   * not exist, as far as a plan without a cluster can know.
   */
  References references(HasMetadata resource, References.Names names) {
    String namespace = resource.getMetadata().getNamespace();
    return new References(
        found(names.secrets(), secrets, namespace),
        found(names.configMaps(), configMaps, namespace));
  }

  private static <T extends HasMetadata> Map<String, Lookup<T>> found(
      Set<String> names, List<T> objects, String namespace) {
    return names.stream()
        .collect(Collectors.toMap(Function.identity(), name -> find(name, objects, namespace)));
  }

  private static <T extends HasMetadata> Lookup<T> find(
      String name, List<T> objects, String namespace) {
    for (T object : objects) {
      if (name.equals(object.getMetadata().getName())
          && namespace.equals(object.getMetadata().getNamespace())) {
        return new Lookup.Found<>(object);
      }
    }
    return new Lookup.Missing<>();
  }
}
