package io.jitsioperator.api.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.CustomResource;
import io.jitsioperator.api.v1alpha1.BridgePool;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every field of the schema owes its reader. */
class SchemaTest {

  private final JsonNode crd = Crd.of(JitsiShard.class).tree();
  private final JsonNode schema = schema(crd);

  @Test
  void everyFieldHasADescriptionInSentences() {
    Map<String, String> silent = new TreeMap<>();
    visit(
        (path, field) -> {
          String text = field.path("description").asText();
          if (text.length() < 10 || !text.endsWith(".")) {
            silent.put(path, text);
          }
        });
    assertThat(silent)
        .as(
            "fields without a sentence for kubectl explain: use @JsonPropertyDescription, or"
                + " kubernetes-types.yaml for Kubernetes' own types")
        .isEmpty();
  }

  @Test
  void aDefaultOfAnObjectHidesNoDefaultBelowIt() {
    visit(
        (path, field) -> {
          JsonNode value = field.path("default");
          // Of headroom exactly one field may be set: a default of its own for each would be three.
          if (value.isObject() && !path.endsWith("resources") && !path.endsWith("headroom")) {
            assertThat(value).as("%s: the fields below bring their own defaults", path).isEmpty();
          }
        });
  }

  @Test
  void defaultsThatOthersRelyOn() {
    assertThat(at("release").path("default").asText()).isEqualTo("stable-11146-2");
    assertThat(at("region").path("default").asText()).isEqualTo("default");
    assertThat(at("networkPolicy").at("/properties/enabled/default").asBoolean()).isTrue();
    assertThat(at("paused").path("default").asBoolean(true)).isFalse();
    assertThat(at("updates").at("/properties/policy/default").asText()).isEqualTo("WhenIdle");
    assertThat(at("updates").at("/properties/deadline/default").asText()).isEqualTo("24h");
    JsonNode selection = at("jicofo").at("/properties/bridgeSelection/properties");
    assertThat(selection.at("/stressThreshold/default").asDouble()).isEqualTo(0.8);
    assertThat(selection.at("/maxBridgeParticipants/default").asInt()).isEqualTo(80);
    assertThat(selection.at("/loadRedistribution/default").asBoolean(true)).isFalse();
  }

  @Test
  void whatARuleLoopsOverIsBounded() {
    visit(
        (path, field) -> {
          if (path.startsWith("spec")
              && field.path("type").asText().equals("array")
              && field.has("x-kubernetes-validations")) {
            assertThat(field.has("maxItems")).as("%s has maxItems", path).isTrue();
          }
        });
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyRuleHasASampleThatBreaksIt(Class<? extends CustomResource<?, ?>> kind)
      throws IOException {
    JsonNode crd = Crd.of(kind).tree();
    Path samples = Path.of("samples", crd.at("/spec/names/singular").asText());
    String expected;
    try (Stream<Path> files = Files.list(samples)) {
      expected =
          files
              .filter(f -> f.getFileName().toString().startsWith("invalid-"))
              .map(SchemaTest::firstLine)
              .collect(Collectors.joining("\n"));
    }
    List<JsonNode> all = schema(crd).findValues("x-kubernetes-validations");
    assertThat(all).isNotEmpty();
    for (JsonNode rules : all) {
      for (JsonNode rule : rules) {
        String message = rule.path("message").asText();
        String start = message.substring(0, Math.min(70, message.length()));
        assertThat(expected).as("%s/invalid-*.yaml", samples).contains(start);
      }
    }
  }

  @Test
  void patternsSpeakOfTheWholeText() {
    visit(
        (path, field) -> {
          if (field.has("pattern")) {
            assertThat(field.get("pattern").asText()).as(path).startsWith("^").endsWith("$");
          }
        });
  }

  @Test
  void noRuleStandsTwice() {
    visit(
        (path, field) ->
            assertThat(field.path("x-kubernetes-validations"))
                .as("rules of %s", path)
                .doesNotHaveDuplicates());
  }

  @Test
  void everyTextForKubernetesTypesIsUsed() {
    KubernetesTypes types = KubernetesTypes.load();
    // Dropped fields are no longer in the schema.
    visit((path, field) -> types.find(List.of(path.split("\\."))));
    types.find(List.of("resources", "claims"));
    types.find(List.of("valueFrom", "fileKeyRef"));
    assertThat(types.unused()).as("entries that fit no field").isEmpty();
  }

  @Test
  void columnsAnswerIsItUpWhereHowBusy() {
    assertThat(crd.at("/spec/versions/0/additionalPrinterColumns").findValuesAsText("name"))
        .containsExactly(
            "Ready",
            "URL",
            "Conferences",
            "Participants",
            "Bridges",
            "State",
            "Release",
            "Reason",
            "Message",
            "Age");
  }

  @Test
  void columnsOfAPoolAnswerIsItAttachedAndWhere() {
    JsonNode pool = Crd.of(BridgePool.class).tree();
    assertThat(pool.at("/spec/versions/0/additionalPrinterColumns").findValuesAsText("name"))
        .containsExactly(
            "Ready",
            "Desired",
            "Serving",
            "Draining",
            "Participants",
            "Stress",
            "Shard",
            "State",
            "Reason",
            "Message",
            "Age");
  }

  @Test
  void aShardLetsInItsOwnNamespaceByDefault() {
    assertThat(at("allowedNamespaces").path("default")).isEmpty();
    assertThat(at("allowedNamespaces").at("/properties/from/default").asText()).isEqualTo("Same");
  }

  private JsonNode at(String field) {
    return schema.at("/properties/spec/properties/" + field);
  }

  static List<Class<? extends CustomResource<?, ?>>> kinds() {
    return Crd.kinds();
  }

  private static JsonNode schema(JsonNode crd) {
    return crd.at("/spec/versions/0/schema/openAPIV3Schema");
  }

  /** All fields of all kinds. */
  private static void visit(BiConsumer<String, JsonNode> check) {
    kinds().forEach(kind -> visit("", schema(Crd.of(kind).tree()), check));
  }

  private static void visit(String path, JsonNode node, BiConsumer<String, JsonNode> check) {
    JsonNode object = node.has("items") ? node.get("items") : node;
    for (Map.Entry<String, JsonNode> field : object.path("properties").properties()) {
      String below = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
      check.accept(below, field.getValue());
      visit(below, field.getValue(), check);
    }
  }

  private static String firstLine(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.findFirst().orElse("");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
