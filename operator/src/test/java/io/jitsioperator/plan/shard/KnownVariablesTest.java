package io.jitsioperator.plan.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is rendered is known to the images, and in the form in which the API server keeps it. */
final class KnownVariablesTest {

  private static final Path ALL_FIELDS = Worlds.GOLDENS.resolve("all-fields");
  private static final Path LIST = Path.of("src/test/resources/env-stable-11146-2.txt");

  @Test
  void rendersOnlyVariablesThatTheImageReads() {
    var world = Worlds.of(ALL_FIELDS);
    var spec = world.shard().getSpec();
    var users =
        Stream.of(spec.prosody().extraEnv(), spec.jicofo().extraEnv(), spec.web().extraEnv())
            .flatMap(List::stream)
            .map(EnvVar::getName)
            .collect(Collectors.toSet());
    var known = Worlds.read(LIST).lines().collect(Collectors.toSet());
    var templates = templates();
    assertEquals(Set.of("prosody", "brewery", "jicofo", "web"), names(templates));
    var unknown = new ArrayList<String>();
    for (var template : templates) {
      var container = template.getSpec().getContainers().getFirst();
      var image = container.getName().equals("brewery") ? "prosody" : container.getName();
      container.getEnv().stream()
          .map(EnvVar::getName)
          .filter(name -> !users.contains(name) && !known.contains(image + " " + name))
          .forEach(name -> unknown.add(image + " " + name));
    }
    assertEquals(List.of(), unknown, "the image's scripts and templates never read these");
  }

  @Test
  void rendersNothingEmpty() {
    var found = new TreeSet<String>();
    for (var object : ShardPlanner.plan(Worlds.of(ALL_FIELDS), Worlds.SETTINGS).objects()) {
      empties(object.getKind(), JsonMapper.builder().build().valueToTree(object), found);
    }
    found.removeIf(path -> path.endsWith("/emptyDir"));
    assertEquals(Set.of(), found, "the API server drops empty values, so they would look changed");
  }

  @Test
  void writesEveryPortWithItsProtocol() {
    var planned = ShardPlanner.plan(Worlds.of(ALL_FIELDS), Worlds.SETTINGS).objects();
    var ports =
        planned.stream()
            .map(o -> (JsonNode) JsonMapper.builder().build().valueToTree(o))
            .flatMap(tree -> tree.findValues("ports").stream())
            .flatMap(list -> Stream.iterate(0, i -> i < list.size(), i -> i + 1).map(list::get))
            .toList();
    assertTrue(ports.size() > 10, "found only " + ports);
    assertEquals(
        List.of(), ports.stream().filter(p -> !p.path("protocol").asText().equals("TCP")).toList());
  }

  private static void empties(String path, JsonNode node, Set<String> found) {
    if (node.isContainerNode() && node.isEmpty()) {
      found.add(path);
    }
    node.properties().forEach(e -> empties(path + "/" + e.getKey(), e.getValue(), found));
    if (node.isArray()) {
      node.forEach(item -> empties(path + "/*", item, found));
    }
  }

  private static Set<String> names(List<PodTemplateSpec> templates) {
    return templates.stream()
        .map(t -> t.getSpec().getContainers().getFirst().getName())
        .collect(Collectors.toSet());
  }

  private static List<PodTemplateSpec> templates() {
    return ShardPlanner.plan(Worlds.of(ALL_FIELDS), Worlds.SETTINGS).objects().stream()
        .flatMap(
            o ->
                switch (o) {
                  case StatefulSet s -> Stream.of(s.getSpec().getTemplate());
                  case Deployment d -> Stream.of(d.getSpec().getTemplate());
                  default -> Stream.<PodTemplateSpec>empty();
                })
        .toList();
  }
}
