package io.jitsioperator.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * Fills in the defaults of a schema as the API server does when it stores a resource: what is
 * absent takes its default, and the fields of a default take theirs.
 */
public final class Defaulter {

  private Defaulter() {}

  /**
   * A copy with all defaults.
   *
   * @param value as the user wrote it
   * @param schema OpenAPI schema of a CRD's version
   */
  public static JsonNode withDefaults(JsonNode value, JsonNode schema) {
    JsonNode copy = value.deepCopy();
    fill(copy, schema);
    return copy;
  }

  private static void fill(JsonNode value, JsonNode schema) {
    if (value instanceof ObjectNode object) {
      schema.path("properties").properties().forEach(field -> fill(object, field));
      JsonNode values = schema.path("additionalProperties");
      object.properties().stream()
          .filter(e -> !schema.path("properties").has(e.getKey()))
          .forEach(e -> fill(e.getValue(), values));
    } else if (value.isArray()) {
      value.forEach(item -> fill(item, schema.path("items")));
    }
  }

  private static void fill(ObjectNode object, Map.Entry<String, JsonNode> field) {
    String name = field.getKey();
    JsonNode schema = field.getValue();
    // A null is taken as absent, unless the schema calls the field nullable.
    if (object.path(name).isNull() && !schema.path("nullable").asBoolean()) {
      object.remove(name);
    }
    if (!object.has(name) && schema.has("default")) {
      object.set(name, schema.get("default").deepCopy());
    }
    fill(object.path(name), schema);
  }
}
