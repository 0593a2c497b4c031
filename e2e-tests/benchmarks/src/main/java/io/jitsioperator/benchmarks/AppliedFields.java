package io.jitsioperator.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map.Entry;

/**
 * What a field manager sent of an object: the fields that {@code managedFields} says are its own,
 * without what the server added (uid, defaults, addresses) and what others wrote (status). The
 * format of {@code fieldsV1} is that of {@code sigs.k8s.io/structured-merge-diff}, {@code
 * fieldpath/serialize-pe.go}.
 */
final class AppliedFields {

  private static final ObjectMapper JSON = new ObjectMapper();

  private AppliedFields() {}

  /**
   * The object as it could be applied again, without a namespace.
   *
   * @param object as read from the API server; not changed
   * @throws IllegalArgumentException if that manager owns nothing of it
   */
  static ObjectNode of(ObjectNode object, String manager) {
    JsonNode metadata = object.path("metadata");
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    for (JsonNode entry : metadata.path("managedFields")) {
      if (entry.path("manager").asText().equals(manager)
          && entry.path("subresource").asText().isEmpty()) {
        merge(fields, entry.path("fieldsV1"));
      }
    }
    if (fields.isEmpty()) {
      throw new IllegalArgumentException(
          manager + " owns no field of " + object.path("kind") + " " + metadata.path("name"));
    }
    ObjectNode applied = members(object, fields);
    applied.set("apiVersion", object.get("apiVersion"));
    applied.set("kind", object.get("kind"));
    applied.withObject("/metadata").set("name", metadata.get("name"));
    return applied;
  }

  /** A manager that both created and applied has two sets of fields. */
  private static void merge(ObjectNode into, JsonNode fields) {
    for (Entry<String, JsonNode> field : fields.properties()) {
      merge(into.withObjectProperty(field.getKey()), field.getValue());
    }
  }

  private static JsonNode owned(JsonNode value, JsonNode fields) {
    if (fields.isEmpty()) {
      return value.deepCopy();
    }
    return value.isArray() ? items((ArrayNode) value, fields) : members(value, fields);
  }

  private static ObjectNode members(JsonNode value, JsonNode fields) {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    for (Entry<String, JsonNode> member : value.properties()) {
      JsonNode below = fields.get("f:" + member.getKey());
      if (below != null) {
        all.set(member.getKey(), owned(member.getValue(), below));
      }
    }
    return all;
  }

  private static ArrayNode items(ArrayNode value, JsonNode fields) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < value.size(); i++) {
      for (Entry<String, JsonNode> field : fields.properties()) {
        if (field.getKey().length() > 1 && names(field.getKey(), value.get(i), i)) {
          all.add(withKey(owned(value.get(i), field.getValue()), field.getKey()));
        }
      }
    }
    return all;
  }

  private static boolean names(String element, JsonNode item, int index) {
    JsonNode key = parse(element.substring(2));
    return switch (element.charAt(0)) {
      case 'i' -> key.asInt() == index;
      case 'v' -> key.equals(item);
      default ->
          key.properties().stream()
              .allMatch(each -> each.getValue().equals(item.path(each.getKey())));
    };
  }

  /** A key may be a default that was not sent ({@code protocol: TCP}); applying needs all of it. */
  private static JsonNode withKey(JsonNode item, String element) {
    if (element.charAt(0) == 'k') {
      ((ObjectNode) item).setAll((ObjectNode) parse(element.substring(2)));
    }
    return item;
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
