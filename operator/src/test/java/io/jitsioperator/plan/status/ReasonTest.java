package io.jitsioperator.plan.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ReasonTest {

  @Test
  void wordsAreCamelCase() {
    assertEquals("MissingConfigMapKey", Reason.MISSING_CONFIG_MAP_KEY.word());
    for (var reason : Reason.values()) {
      assertTrue(reason.word().matches("([A-Z][a-z]+)+"), reason.word());
    }
  }

  @Test
  void whoHasToActIsToldWhatToDo() {
    var silent =
        Arrays.stream(Reason.values())
            .filter(r -> r.concern() == Concern.USER && r.nextStep().isEmpty())
            .toList();
    // Whoever speaks of a taken name says the next step, which depends on the object.
    assertEquals(List.of(Reason.NAME_TAKEN), silent);
  }

  /** Most people install with Helm, and cannot use a file that they do not have. */
  @Test
  void whoLacksARightIsToldTheHelmValueToo() {
    var values =
        Map.of(
            Reason.NODES_FORBIDDEN, "rbac.nodes",
            Reason.LABELS_FORBIDDEN, "rbac.namespaces",
            Reason.NAMESPACE_NOT_WATCHED, "watchNamespaces",
            Reason.API_FORBIDDEN, "rbac.create");
    for (var reason : Reason.values()) {
      var value = values.get(reason);
      assertTrue(value == null || reason.nextStep().contains(value), reason::nextStep);
      assertEquals(value != null, reason.nextStep().contains("install/"), reason::nextStep);
    }
  }

  @Test
  void filesAndHelmValuesThatAreNamedExist() throws IOException {
    var repository = Path.of("..");
    JsonNode values =
        new YAMLMapper()
            .readTree(repository.resolve("helm-chart/jitsi-operator/values.yaml").toFile());
    for (var reason : Reason.values()) {
      var step = reason.nextStep();
      Pattern.compile("install/[a-z/-]+\\.yaml")
          .matcher(step)
          .results()
          .forEach(file -> assertTrue(Files.exists(repository.resolve(file.group())), step));
      Pattern.compile("(rbac\\.[a-zA-Z]+|watchNamespaces)")
          .matcher(step)
          .results()
          .map(value -> "/" + value.group().replace('.', '/'))
          .forEach(value -> assertFalse(values.at(value).isMissingNode(), step));
    }
  }
}
