package io.jitsioperator.api.generate;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What kubernetes-types.yaml adds to the schema of types that are embedded from Kubernetes. */
final class KubernetesTypes {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Extra> byPathEnd;
  private final Set<String> used = new HashSet<>();

  private KubernetesTypes(Map<String, Extra> byPathEnd) {
    this.byPathEnd = byPathEnd;
  }

  static KubernetesTypes load() {
    try (InputStream in = KubernetesTypes.class.getResourceAsStream("/kubernetes-types.yaml")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      Map<String, Extra> entries = new TreeMap<>();
      Crd.parse(text)
          .properties()
          .forEach(e -> entries.put(e.getKey(), JSON.convertValue(e.getValue(), Extra.class)));
      return new KubernetesTypes(entries);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The entry with the longest path end that fits. */
  Optional<Extra> find(List<String> path) {
    for (int from = 0; from < path.size(); from++) {
      String end = String.join(".", path.subList(from, path.size()));
      if (byPathEnd.containsKey(end)) {
        used.add(end);
        return Optional.of(byPathEnd.get(end));
      }
    }
    return Optional.empty();
  }

  /** Entries that fitted no field since this was loaded: they are misspelt. */
  Set<String> unused() {
    Set<String> left = new HashSet<>(byPathEnd.keySet());
    left.removeAll(used);
    return left;
  }

  /** What is added to one field. */
  record Extra(
      @Nullable String desc,
      boolean drop,
      @Nullable List<String> listKeys,
      @Nullable List<String> required,
      @JsonProperty("enum") @Nullable List<String> words,
      @Nullable String pattern,
      @Nullable String format,
      @Nullable Integer maxLength,
      @Nullable Integer maxItems,
      @Nullable Integer maxProperties,
      @Nullable Integer min,
      @Nullable Integer max) {

    void extend(ObjectNode field) {
      put(field, "description", desc);
      put(field, "pattern", pattern);
      put(field, "format", format);
      put(field, "maxLength", maxLength);
      put(field, "maxProperties", maxProperties);
      put(field, "maxItems", field.path("type").asText().equals("array") ? maxItems : null);
      put(field, "minimum", min);
      put(field, "maximum", max);
      list(field, "enum", words);
      list(field.get("items") instanceof ObjectNode items ? items : field, "required", required);
      if (listKeys != null) {
        field.put("x-kubernetes-list-type", "map");
        list(field, "x-kubernetes-list-map-keys", listKeys);
      }
    }

    private static void put(ObjectNode field, String key, @Nullable Object value) {
      if (value != null) {
        field.set(key, JSON.valueToTree(value));
      }
    }

    private static void list(ObjectNode field, String key, @Nullable List<String> values) {
      if (values != null) {
        ArrayNode list = field.putArray(key);
        values.forEach(list::add);
      }
    }
  }
}
