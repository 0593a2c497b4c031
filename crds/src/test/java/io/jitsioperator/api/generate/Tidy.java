package io.jitsioperator.api.generate;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gives a generated CRD what annotations cannot express, and takes away what they double. */
final class Tidy {

  /** A quantity that is not negative, as Kubernetes writes it. */
  private static final String QUANTITY =
      "^([0-9]+(\\.[0-9]*)?|\\.[0-9]+)(([KMGTPE]i)|[numkMGTPE]|([eE][+-]?[0-9]+))?$";

  private static final Pattern WORDS = Pattern.compile("\\^\\(([A-Za-z|]+)\\)\\$");

  private final Class<?> kind;
  private final KubernetesTypes types = KubernetesTypes.load();

  Tidy(Class<?> kind) {
    this.kind = kind;
  }

  void apply(ObjectNode crd) {
    for (JsonNode version : crd.at("/spec/versions")) {
      orderColumns((ArrayNode) version.path("additionalPrinterColumns"));
      ObjectNode root = (ObjectNode) version.at("/schema/openAPIV3Schema");
      describe(root, kind);
      Type[] arguments = ((ParameterizedType) kind.getGenericSuperclass()).getActualTypeArguments();
      describe((ObjectNode) root.at("/properties/spec"), (Class<?>) arguments[0]);
      describe((ObjectNode) root.at("/properties/status"), (Class<?>) arguments[1]);
      root.putArray("required").add("spec");
      schema(root, List.of());
    }
  }

  /** The generator sorts columns by their path; a reader wants them as the class lists them. */
  private void orderColumns(ArrayNode columns) {
    List<String> order =
        Arrays.stream(kind.getAnnotationsByType(AdditionalPrinterColumn.class))
            .map(AdditionalPrinterColumn::name)
            .toList();
    List<JsonNode> sorted = new ArrayList<>();
    columns.forEach(sorted::add);
    sorted.sort(Comparator.comparingInt(c -> order.indexOf(c.path("name").asText())));
    columns.removeAll();
    columns.addAll(sorted);
    columns.forEach(column -> dropZeroPriority((ObjectNode) column));
  }

  /**
   * The API server does not keep a zero: whoever applies the file again would find a difference.
   */
  private static void dropZeroPriority(ObjectNode column) {
    if (column.path("priority").asInt(-1) == 0) {
      column.remove("priority");
    }
  }

  private static void describe(ObjectNode schema, Class<?> type) {
    schema.put("description", type.getAnnotation(JsonClassDescription.class).value());
  }

  /** One schema and all below it; a list's items have the path of the list. */
  private void schema(ObjectNode schema, List<String> path) {
    dropDoubledRules(schema);
    wordsBecomeEnum(schema);
    cleanDefault(schema);
    wholeNumbers(schema);
    if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
      schema.put("pattern", QUANTITY);
    }
    if (schema.get("properties") instanceof ObjectNode properties) {
      properties(properties, path);
    }
    for (String below : List.of("items", "additionalProperties")) {
      if (schema.get(below) instanceof ObjectNode element) {
        schema(element, path);
      }
    }
  }

  private void properties(ObjectNode properties, List<String> path) {
    List<String> names = new ArrayList<>();
    properties.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      List<String> below = new ArrayList<>(path);
      below.add(name);
      Optional<KubernetesTypes.Extra> extra = types.find(below);
      if (extra.map(KubernetesTypes.Extra::drop).orElse(false)) {
        properties.remove(name);
      } else {
        ObjectNode property = (ObjectNode) properties.get(name);
        extra.ifPresent(e -> e.extend(property));
        schema(property, below);
      }
    }
  }

  /** A rule on a record component is found twice, at the field and at its accessor. */
  private static void dropDoubledRules(ObjectNode schema) {
    if (schema.get("x-kubernetes-validations") instanceof ArrayNode rules) {
      Set<JsonNode> once = new LinkedHashSet<>();
      rules.forEach(once::add);
      rules.removeAll();
      rules.addAll(once);
    }
  }

  /** A pattern that only lists words says the same as an enum, which has a better message. */
  private static void wordsBecomeEnum(ObjectNode schema) {
    Matcher words = WORDS.matcher(schema.path("pattern").asText());
    if (words.matches()) {
      schema.remove("pattern");
      ArrayNode values = schema.putArray("enum");
      List.of(words.group(1).split("\\|")).forEach(values::add);
    }
  }

  /**
   * The generator reads a default through its Java type, where what is absent becomes 0, false or
   * an empty list. Such a default would hide the defaults of the fields below it.
   */
  private static void cleanDefault(ObjectNode schema) {
    if (schema.get("default") instanceof ObjectNode value) {
      value.removeIf(
          v ->
              v.isEmpty() && v.isContainerNode()
                  || v.isNumber() && v.asDouble() == 0
                  || v.isBoolean() && !v.asBoolean());
    }
  }

  private static void wholeNumbers(ObjectNode schema) {
    for (String key : List.of("minimum", "maximum")) {
      if (schema.has(key) && schema.get(key).asDouble() == schema.get(key).asLong()) {
        schema.put(key, schema.get(key).asLong());
      }
    }
  }
}
