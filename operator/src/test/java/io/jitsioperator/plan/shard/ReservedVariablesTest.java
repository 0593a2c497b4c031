package io.jitsioperator.plan.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.jitsioperator.command.CommittedSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What extraEnv may not set, as the API server enforces it: the rule in the committed CRD. */
final class ReservedVariablesTest {

  private static final Path LIST = Path.of("src/test/resources/env-stable-11146-2.txt");
  private static final JsonNode SCHEMA = CommittedSchema.ofJitsiShard();
  private static final Pattern RULE = Pattern.compile("e\\.name in '([^']+)'\\.split");

  /** By these the parts of a shard find and trust each other. */
  private static final Pattern WIRING =
      Pattern.compile(
          "PROSODY_MODE|.*(PASSWORD|SECRET|_USER|DOMAIN|DOMAIN_PREFIX|PORT|SERVER|_MUC|URL|URL_BASE)");

  private static Set<String> reserved(String component) {
    var rules =
        SCHEMA.at(
            "/properties/spec/properties/"
                + component
                + "/properties/extraEnv/x-kubernetes-validations");
    var names = new TreeSet<String>();
    rules.forEach(
        rule -> {
          var found = RULE.matcher(rule.path("rule").asText());
          if (found.find()) {
            names.addAll(List.of(found.group(1).split(", ")));
          }
        });
    assertTrue(names.size() > 10, component + " reserves only " + names);
    return names;
  }

  @Test
  void onlyWhatTheImageReadsIsReserved() {
    var known = Worlds.read(LIST).lines().collect(Collectors.toSet());
    var unknown = new ArrayList<String>();
    for (var image : List.of("prosody", "jicofo", "web")) {
      reserved(image).stream()
          .map(name -> image + " " + name)
          .filter(line -> !known.contains(line))
          .forEach(unknown::add);
    }
    assertEquals(List.of(), unknown, "reserved, but the image never reads it");
  }

  @Test
  void allWiringThatIsRenderedIsReserved() {
    var open = new TreeSet<String>();
    var seen = new TreeSet<String>();
    for (var container : containers()) {
      var image = container.getName().equals("brewery") ? "prosody" : container.getName();
      container.getEnv().stream()
          .filter(ReservedVariablesTest::isWiring)
          .map(EnvVar::getName)
          .peek(name -> seen.add(image + " " + name))
          .filter(name -> !reserved(image).contains(name))
          .forEach(name -> open.add(container.getName() + " " + name));
    }
    assertTrue(
        seen.containsAll(
            Set.of(
                "prosody PROSODY_MODE",
                "prosody JIGASI_XMPP_PASSWORD",
                "jicofo JICOFO_AUTH_PASSWORD",
                "jicofo XMPP_SERVER",
                "web XMPP_BOSH_URL_BASE")),
        "found only " + seen);
    assertEquals(Set.of(), open, "a user could break the shard by extraEnv");
  }

  private static boolean isWiring(EnvVar variable) {
    return (variable.getValueFrom() != null && variable.getValueFrom().getSecretKeyRef() != null)
        || WIRING.matcher(variable.getName()).matches();
  }

  private static List<Container> containers() {
    return ShardPlanner.plan(Worlds.of(Worlds.GOLDENS.resolve("minimal")), Worlds.SETTINGS)
        .objects()
        .stream()
        .flatMap(
            o ->
                switch (o) {
                  case StatefulSet s -> Stream.of(s.getSpec().getTemplate());
                  case Deployment d -> Stream.of(d.getSpec().getTemplate());
                  default -> Stream.empty();
                })
        .flatMap(template -> template.getSpec().getContainers().stream())
        .toList();
  }
}
