package io.jitsioperator.plan.bridges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Lifecycle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The hook as a shell runs it, with a curl that only writes down what it is asked.
 *
 * <p>Planted bugs: it does not ask to drain first; no brackets around an IPv6 address; on the
 * network of its node it asks 127.0.0.1; it does not wait.
 */
final class JvbShutdownTest {

  private static final String CURL =
      """
      #!/bin/sh
      echo "$@" >>"$(dirname "$0")/asked"
      """;

  @TempDir Path folder;

  private record Row(String what, Lifecycle hook, String nodeAddress, String url) {}

  @TestFactory
  Stream<DynamicTest> itAsksTheBridgeWhereItListens() {
    return Stream.of(
            new Row("own", JvbShutdown.preStop(8080), "192.0.2.1", "http://127.0.0.1:8080"),
            new Row(
                "node", JvbShutdown.preStopOnNode(10001), "192.0.2.1", "http://192.0.2.1:10001"),
            new Row(
                "IPv6",
                JvbShutdown.preStopOnNode(10001),
                "2001:db8::1",
                "http://[2001:db8::1]:10001"))
        .map(row -> DynamicTest.dynamicTest(row.what(), () -> check(row)));
  }

  private void check(Row row) throws IOException, InterruptedException {
    Path bin = Files.createDirectory(folder.resolve(row.what()));
    Path curl = Files.writeString(bin.resolve("curl"), CURL);
    assertTrue(curl.toFile().setExecutable(true));
    var command = new ProcessBuilder(row.hook().getPreStop().getExec().getCommand());
    command.environment().put("NODE_ADDRESS", row.nodeAddress());
    command.environment().merge("PATH", bin.toString(), (old, own) -> own + ":" + old);
    Process process = command.start();
    try {
      // It asks at once, and then every 5 s.
      assertTrue(!process.waitFor(2, TimeUnit.SECONDS), "it waits as long as the bridge answers");
    } finally {
      process.destroyForcibly();
    }
    var asked = Files.readAllLines(bin.resolve("asked"));
    assertEquals(
        List.of(row.url() + "/colibri/drain/enable", row.url() + "/colibri/shutdown"),
        asked.stream().limit(2).map(line -> line.substring(line.lastIndexOf(' ') + 1)).toList());
  }
}
