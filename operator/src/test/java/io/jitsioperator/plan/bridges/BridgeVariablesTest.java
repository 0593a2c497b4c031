package io.jitsioperator.plan.bridges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.jitsioperator.command.CommittedSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Variables of bridges: known to their image, and reserved if a bridge hangs on them.
 *
 * <p>Planted bugs: the port is rendered as {@code JVB_UDP_PORT}; a variable is rendered that users
 * may set; the rule of the CRD misspells one.
 */
final class BridgeVariablesTest {

  private static final Path LIST = Path.of("src/test/resources/env-stable-11146-2.txt");
  private static final Pattern RULE = Pattern.compile("e\\.name in '([^']+)'\\.split");

  /** Nothing of the image reads it: what JvbConfig and JvbShutdown write does. */
  private static final String OURS = "NODE_ADDRESS";

  /** What a user may set otherwise without cutting the bridge off. */
  private static final Set<String> FREE = Set.of("JVB_DISABLE_STUN", "VIDEOBRIDGE_MAX_MEMORY");

  /** Every way to expose and to advertise. */
  private static Set<String> rendered() {
    var names = new TreeSet<String>();
    Stream.of("all-fields", "host-network", "node-internal-ip", "addresses", "stun-and-timeout")
        .map(PoolGoldenTest::spec)
        .forEach(scene -> names.addAll(rendered(scene)));
    assertTrue(names.size() > 10, "found only " + names);
    return names;
  }

  /** Without the user's own. */
  private static Set<String> rendered(PoolScene scene) {
    var users =
        scene.pool().getSpec().extraEnv().stream().map(EnvVar::getName).collect(Collectors.toSet());
    var births = scene.plan().errands().births();
    assertTrue(!births.isEmpty(), "no bridge is made");
    return births.getFirst().getSpec().getContainers().getFirst().getEnv().stream()
        .map(EnvVar::getName)
        .filter(name -> !users.contains(name))
        .collect(Collectors.toSet());
  }

  @Test
  void theImageReadsWhatIsRendered() throws IOException {
    assertEquals(Set.of(OURS), unknown(rendered()), "the image never reads these");
  }

  @Test
  void onlyWhatIsReadIsReserved() throws IOException {
    assertEquals(Set.of(OURS), unknown(reserved()), "reserved, but the image never reads it");
  }

  @Test
  void whatABridgeHangsOnIsReserved() {
    var open = new TreeSet<>(rendered());
    open.removeAll(reserved());
    assertEquals(FREE, open, "a user could cut bridges off by extraEnv");
  }

  private static Set<String> unknown(Set<String> names) throws IOException {
    var known =
        Files.readAllLines(LIST).stream()
            .filter(line -> line.startsWith("jvb "))
            .map(line -> line.substring("jvb ".length()))
            .collect(Collectors.toSet());
    var unknown = new TreeSet<>(names);
    unknown.removeAll(known);
    return unknown;
  }

  private static Set<String> reserved() {
    var rules =
        CommittedSchema.of("bridgepools")
            .at("/properties/spec/properties/extraEnv/x-kubernetes-validations");
    var names = new TreeSet<String>();
    rules.forEach(
        rule -> {
          var found = RULE.matcher(rule.path("rule").asText());
          if (found.find()) {
            names.addAll(List.of(found.group(1).split(", ")));
          }
        });
    return names;
  }
}
