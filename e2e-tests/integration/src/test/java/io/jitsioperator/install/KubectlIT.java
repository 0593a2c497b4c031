package io.jitsioperator.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitsioperator.install.EmptyCluster.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What GitOps tools do all day: the same manifests are applied again and again, by the server or by
 * the client, and nothing may differ.
 */
@Execution(ExecutionMode.SAME_THREAD)
class KubectlIT {

  private static EmptyCluster cluster;

  @BeforeAll
  static void start() throws IOException {
    cluster = EmptyCluster.start();
    // On the client: the annotation with the whole CRD must fit.
    applyTwice("crds/");
    ok("wait", "--for=condition=Established", "--timeout=30s", "crd", "--all");
  }

  @AfterAll
  static void stop() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void theManifestsOfTheOperatorSettle() throws IOException {
    applyTwice("install/");
    assertThat(diff("install/")).isEmpty();
  }

  @Test
  void everySampleSettlesHoweverItIsApplied() throws IOException {
    cluster.namespace("client");
    cluster.namespace("server");
    for (String sample : samples()) {
      applyTwice("-n", "client", sample);
      assertThat(diff("-n", "client", sample)).as("of %s, applied by the client", sample).isEmpty();
      String first = ok("apply", "--server-side", "-n", "server", "-f", sample);
      String before = version("server", first);
      String again = ok("apply", "--server-side", "-n", "server", "-f", sample);
      assertThat(version("server", again)).as("version of %s", sample).isEqualTo(before);
      assertThat(diff("-n", "server", "--server-side", sample))
          .as("of %s, applied by the server", sample)
          .isEmpty();
      remove(sample);
    }
  }

  /** Who began on the client can go on with the server: nothing of the spec changes. */
  @Test
  void fromTheClientToTheServer() throws IOException {
    cluster.namespace("moved");
    String sample = "crds/samples/jitsishard/valid-all-fields.yaml";
    String first = ok("apply", "-n", "moved", "-f", sample);
    String name = first.split(" ")[0];
    String generation = generation("moved", name);
    ok("apply", "--server-side", "-n", "moved", "-f", sample);
    assertThat(generation("moved", name)).isEqualTo(generation);
    assertThat(diff("-n", "moved", "--server-side", sample)).isEmpty();
  }

  private static void applyTwice(String... what) throws IOException {
    ok(Stream.concat(Stream.of("apply"), file(what)).toArray(String[]::new));
    String again = ok(Stream.concat(Stream.of("apply"), file(what)).toArray(String[]::new));
    // A Secret's stringData never comes back, so that kubectl sets it anew each time.
    assertThat(again.lines().filter(line -> !line.startsWith("secret/")).toList())
        .as("what the second time changes: %s", diff(what))
        .isNotEmpty()
        .allMatch(line -> line.endsWith(" unchanged"));
  }

  /** The last word is a file. */
  private static Stream<String> file(String... what) {
    List<String> words = new ArrayList<>(List.of(what));
    words.add(words.size() - 1, "-f");
    return words.stream();
  }

  private static String diff(String... what) throws IOException {
    Output output =
        cluster.kubectl(Stream.concat(Stream.of("diff"), file(what)).toArray(String[]::new));
    return output.exit() == 0 ? "" : output.text();
  }

  private static String version(String namespace, String applied) throws IOException {
    return ok(
        "get",
        "-n",
        namespace,
        applied.split(" ")[0],
        "-o",
        "jsonpath={.metadata.resourceVersion}");
  }

  private static String generation(String namespace, String name) throws IOException {
    return ok("get", "-n", namespace, name, "-o", "jsonpath={.metadata.generation}");
  }

  private static void remove(String sample) throws IOException {
    ok("delete", "-n", "client", "-f", sample);
    ok("delete", "-n", "server", "-f", sample);
  }

  private static String ok(String... arguments) throws IOException {
    Output output = cluster.kubectl(arguments);
    assertThat(output.exit())
        .as("kubectl %s: %s", String.join(" ", arguments), output.text())
        .isZero();
    return output.text();
  }

  private static List<String> samples() throws IOException {
    Path root = EmptyCluster.repository();
    try (Stream<Path> all = Files.walk(root.resolve("crds/samples"))) {
      return all.filter(each -> each.getFileName().toString().startsWith("valid-"))
          .map(each -> root.relativize(each).toString())
          .sorted()
          .toList();
    }
  }
}
