package io.jitsioperator.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Compares a value with an OpenAPI schema as far as that needs no API server: names, types,
 * required fields, words, patterns, lengths, ranges and unique keys. CEL rules are not evaluated.
 */
final class SchemaCheck {

  private final List<String> problems = new ArrayList<>();

  private SchemaCheck() {}

  /**
   * All that is wrong, one sentence each; empty if nothing is.
   *
   * @param path of the value, for the sentences
   */
  static List<String> problems(String path, JsonNode value, JsonNode schema) {
    SchemaCheck check = new SchemaCheck();
    check.value(path, value, schema);
    return check.problems;
  }

  private void value(String path, JsonNode value, JsonNode schema) {
    if (!hasType(value, schema)) {
      problems.add("%s must be of type %s, not %s.".formatted(path, type(schema), value));
      return;
    }
    if (value.isObject()) {
      object(path, value, schema);
    } else if (value.isArray()) {
      list(path, value, schema);
    } else if (value.isTextual()) {
      text(path, value.asText(), schema);
    } else if (value.isNumber()) {
      number(path, value, schema);
    }
    if (schema.has("enum") && !contains(schema.get("enum"), value)) {
      problems.add("%s is %s: it must be one of %s.".formatted(path, value, schema.get("enum")));
    }
  }

  private static String type(JsonNode schema) {
    return schema.path("type").asText("integer or string");
  }

  private static boolean hasType(JsonNode value, JsonNode schema) {
    return switch (type(schema)) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "boolean" -> value.isBoolean();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      default -> value.isIntegralNumber() || value.isTextual();
    };
  }

  private void object(String path, JsonNode value, JsonNode schema) {
    JsonNode properties = schema.path("properties");
    for (JsonNode required : schema.path("required")) {
      if (value.path(required.asText()).isMissingNode()) {
        problems.add("%s.%s is missing: it is required.".formatted(path, required.asText()));
      }
    }
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      String below = path + "." + field.getKey();
      if (properties.has(field.getKey())) {
        if (!field.getValue().isNull()) {
          value(below, field.getValue(), properties.get(field.getKey()));
        }
      } else if (schema.has("additionalProperties")) {
        value(below, field.getValue(), schema.get("additionalProperties"));
      } else {
        problems.add("%s is no known field. Known here: %s.".formatted(below, names(properties)));
      }
    }
    size(path, value.size(), "entries", schema.path("maxProperties"));
  }

  private static String names(JsonNode properties) {
    List<String> names = new ArrayList<>();
    properties.fieldNames().forEachRemaining(names::add);
    return String.join(", ", names);
  }

  private void list(String path, JsonNode value, JsonNode schema) {
    Set<List<JsonNode>> seen = new HashSet<>();
    for (int i = 0; i < value.size(); i++) {
      String below = path + "[" + i + "]";
      value(below, value.get(i), schema.path("items"));
      List<JsonNode> key = new ArrayList<>();
      for (JsonNode name : schema.path("x-kubernetes-list-map-keys")) {
        key.add(value.get(i).path(name.asText()));
      }
      if (!key.isEmpty() && !seen.add(key)) {
        problems.add("%s: %s stands there twice.".formatted(below, key.getFirst()));
      }
    }
    size(path, value.size(), "entries", schema.path("maxItems"));
  }

  private void text(String path, String value, JsonNode schema) {
    int length = value.codePointCount(0, value.length());
    size(path, length, "characters", schema.path("maxLength"));
    if (length < schema.path("minLength").asInt(0)) {
      problems.add("%s must not be empty.".formatted(path));
    } else if (schema.has("pattern")
        && !Pattern.compile(schema.get("pattern").asText()).matcher(value).matches()) {
      problems.add(
          "%s is \"%s\": it must match %s.".formatted(path, value, schema.get("pattern").asText()));
    }
  }

  private void number(String path, JsonNode value, JsonNode schema) {
    if (schema.has("minimum") && value.asDouble() < schema.get("minimum").asDouble()) {
      problems.add(
          "%s is %s: it must be at least %s.".formatted(path, value, schema.get("minimum")));
    }
    if (schema.has("maximum") && value.asDouble() > schema.get("maximum").asDouble()) {
      problems.add(
          "%s is %s: it must be at most %s.".formatted(path, value, schema.get("maximum")));
    }
  }

  private void size(String path, int size, String what, JsonNode max) {
    if (max.isNumber() && size > max.asInt()) {
      problems.add("%s has %d %s: at most %d fit.".formatted(path, size, what, max.asInt()));
    }
  }

  private static boolean contains(JsonNode words, JsonNode value) {
    for (JsonNode word : words) {
      if (word.equals(value)) {
        return true;
      }
    }
    return false;
  }
}
