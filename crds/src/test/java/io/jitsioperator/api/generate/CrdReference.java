package io.jitsioperator.api.generate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A CRD as Markdown: a table each for spec, its sections and status, one row a field. */
final class CrdReference {

  static final String HEAD =
      """
      # Reference of the custom resources

      Generated from the CRDs by `make crds`. `kubectl explain jitsishard.spec` shows the same texts. In a path, `[]`
      stands for each entry of a list. **Bold** fields must be there if the field around them is. Rules are checked
      when a resource is written; what breaks one is refused.
      """;

  /** Fields of Kubernetes' own types: shown once, not at every component. */
  private static final List<String> EMBEDDED =
      List.of("affinity", "tolerations", "topologySpreadConstraints", "extraEnv");

  private final Crd crd;
  private final StringBuilder out = new StringBuilder();
  private final Map<String, JsonNode> embedded = new TreeMap<>();

  CrdReference(Crd crd) {
    this.crd = crd;
  }

  String markdown() {
    JsonNode names = crd.tree().at("/spec/names");
    for (JsonNode version : crd.tree().at("/spec/versions")) {
      JsonNode root = version.at("/schema/openAPIV3Schema");
      heading("##", names.path("kind").asText());
      line(
          "`apiVersion: %s/%s`, short name `%s`, listed by `kubectl get %s`."
              .formatted(
                  crd.tree().at("/spec/group").asText(),
                  version.path("name").asText(),
                  names.at("/shortNames/0").asText(),
                  names.at("/categories/0").asText()));
      line("");
      line(cell(root.path("description").asText()) + rules(root));
      columns(version.path("additionalPrinterColumns"));
      root.path("properties").properties().forEach(e -> section(e.getKey(), e.getValue()));
      if (!embedded.isEmpty()) {
        heading("###", "Fields from Kubernetes");
        line("They mean the same wherever they stand above.");
        header();
        embedded.forEach(this::rows);
      }
    }
    return out.toString();
  }

  private void columns(JsonNode columns) {
    heading("###", "Columns of kubectl get");
    line("| Column | Shows | Only with `-o wide` |");
    line("|---|---|---|");
    for (JsonNode column : columns) {
      line(
          "| %s | `%s` | %s |"
              .formatted(
                  column.path("name").asText(),
                  column.path("jsonPath").asText(),
                  column.path("priority").asInt() > 0 ? "yes" : ""));
    }
  }

  /** A table of the fields of one object; objects right below spec get a table of their own. */
  private void section(String path, JsonNode schema) {
    heading("###", "`" + path + "`");
    line(cell(schema.path("description").asText()) + rules(schema));
    header();
    List<Map.Entry<String, JsonNode>> sections = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : schema.path("properties").properties()) {
      String below = path + "." + field.getKey();
      row(below, field.getValue(), required(schema, field.getKey()));
      if (path.equals("spec") && field.getValue().has("properties")) {
        sections.add(Map.entry(below, field.getValue()));
      } else {
        fields(below, field.getValue());
      }
    }
    sections.forEach(each -> section(each.getKey(), each.getValue()));
  }

  private void rows(String path, JsonNode schema) {
    row(path, schema, false);
    below(path, schema);
  }

  private void fields(String path, JsonNode schema) {
    String name = path.substring(path.lastIndexOf('.') + 1);
    if (EMBEDDED.contains(name)) {
      embedded.put(name, schema);
    } else {
      below(path, schema);
    }
  }

  private void below(String path, JsonNode schema) {
    JsonNode object = schema.has("items") ? schema.get("items") : schema;
    String prefix = path + (schema.has("items") ? "[]" : "") + ".";
    for (Map.Entry<String, JsonNode> field : object.path("properties").properties()) {
      row(prefix + field.getKey(), field.getValue(), required(object, field.getKey()));
      fields(prefix + field.getKey(), field.getValue());
    }
  }

  private static boolean required(JsonNode object, String field) {
    for (JsonNode each : object.path("required")) {
      if (each.asText().equals(field)) {
        return true;
      }
    }
    return false;
  }

  private void header() {
    line("");
    line("| Field | Type | Default | Description and rules |");
    line("|---|---|---|---|");
  }

  private void row(String path, JsonNode schema, boolean required) {
    String name = required ? "**`" + path + "`**" : "`" + path + "`";
    String preset = schema.has("default") ? "`" + schema.get("default") + "`" : "";
    String text = cell(schema.path("description").asText()) + limits(schema) + rules(schema);
    line("| %s | %s | %s | %s |".formatted(name, type(schema), cell(preset), text));
  }

  private static String type(JsonNode schema) {
    String type = schema.path("type").asText("quantity");
    if (type.equals("array")) {
      return "list of " + type(schema.path("items"));
    }
    if (schema.has("additionalProperties")) {
      return "map of " + type(schema.path("additionalProperties"));
    }
    return type;
  }

  private static String limits(JsonNode schema) {
    List<String> limits = new ArrayList<>();
    add(limits, schema, "enum", "one of ");
    add(limits, schema, "minimum", "at least ");
    add(limits, schema, "maximum", "at most ");
    add(limits, schema, "maxLength", "characters: at most ");
    add(limits, schema, "minItems", "entries: at least ");
    add(limits, schema, "maxItems", "entries: at most ");
    add(limits, schema, "maxProperties", "entries: at most ");
    add(limits, schema, "pattern", "matches ");
    return limits.isEmpty() ? "" : "<br>_" + cell(String.join("; ", limits)) + "_";
  }

  private static void add(List<String> limits, JsonNode schema, String key, String words) {
    if (schema.has(key)) {
      JsonNode value = schema.get(key);
      limits.add(words + (key.equals("pattern") ? "`" + value.asText() + "`" : value));
    }
  }

  private static String rules(JsonNode schema) {
    StringBuilder text = new StringBuilder();
    for (JsonNode rule : schema.path("x-kubernetes-validations")) {
      String message = rule.path("message").asText();
      String tail = message.substring(message.lastIndexOf(": ") + 1);
      // A long list that the description ends with need not stand here twice.
      if (!schema.path("description").asText().contains(tail)) {
        text.append("<br>Rule: ").append(cell(message));
      }
    }
    return text.toString();
  }

  /** Text that breaks neither a table nor the Markdown around it. */
  private static String cell(String text) {
    return text.strip()
        .replace("\n", " ")
        .replace("|", "\\|")
        .replace("<", "&lt;")
        .replace(">", "&gt;");
  }

  private void heading(String marks, String title) {
    line("");
    line(marks + " " + title);
    line("");
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
