package io.jitsioperator.jitsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import io.jitsioperator.intent.PoolWatch;
import io.jitsioperator.intent.Watch;
import io.jitsioperator.settings.Settings;
import io.jitsioperator.world.PoolId;
import io.jitsioperator.world.ShardId;
import io.jitsioperator.world.ShardSignals;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nothing of a watch lives on when closing it has returned. */
@Timeout(120)
class JitsiWatchClosingTest {

  private static final ShardId EU1 = new ShardId("meet", "eu1");

  /** Also how long closing may wait: on a busy machine its threads take more than milliseconds. */
  private static final Duration A_WHILE = Duration.ofSeconds(60);

  private static final Settings SETTINGS =
      new Settings(
          Set.of(),
          "cluster.local",
          "jitsi-operator",
          Map.of("app", "jitsi-operator"),
          "me",
          false,
          0,
          Duration.ofMillis(20),
          Duration.ofMinutes(5));

  private final FakeBrewery brewery = new FakeBrewery();

  private static Watch of(Watch.Target jicofo, Watch.Target... ports) {
    Watch.Target target = new Watch.Target("eu1-brewery-0", "b", "127.0.0.1", 6222);
    return new Watch(
        Optional.of(jicofo),
        List.of(ports),
        Optional.of(new Watch.Login(target, "auth.jvb.meet.jitsi", "operator", "pw", "r@muc")));
  }

  @Test
  void closingEndsEveryThread(@TempDir Path folder) throws Exception {
    Set<String> before = threads(folder.resolve("before")).keySet();
    try (OddServer hung = OddServer.hangs();
        OddServer swallows = OddServer.swallows()) {
      JitsiWatch one =
          new JitsiWatch(
              SETTINGS,
              new ManualClock(),
              shard -> {},
              pool -> {},
              new RestClient(A_WHILE, A_WHILE),
              brewery,
              A_WHILE);
      one.watch(EU1, of(hung.target("j"), swallows.target("p"), hung.target("x")));
      one.watch(
          new PoolId("meet", "pool-a"),
          new PoolWatch(
              Set.of(EU1),
              List.of(new Watch.Target("jvb-b", "b", "127.0.0.1", hung.port())),
              Set.of()));
      await().atMost(A_WHILE).until(() -> hung.connections() >= 3 && brewery.opened == 1);
      Map<String, String> its = threads(folder.resolve("during"));
      its.keySet().removeAll(before);
      its.values().removeIf(name -> !isOfAWatch(name));
      assertThat(its.values())
          .contains(
              "meet/eu1 Jicofo",
              "meet/eu1 brewery",
              "meet/pool-a jvb-b",
              "jitsi-changes",
              "jitsi-pool-changes")
          .anyMatch(name -> name.startsWith("HttpClient-"));
      one.close();
      assertThat(brewery.closed).isEqualTo(1);
      its.keySet().retainAll(threads(folder.resolve("after")).keySet());
      assertThat(its).as("threads that live on, by number").isEmpty();
      one.watch(EU1, of(hung.target("j")));
      assertThat(one.signals(EU1)).isEqualTo(ShardSignals.none());
      assertThat(one.confirmIdle(EU1, "j")).isFalse();
    }
  }

  /** By its own name: what stands in the stack of another thread is no thread. */
  private static boolean isOfAWatch(String name) {
    return name.startsWith(EU1 + " ")
        || name.startsWith("meet/pool-a ")
        || name.equals("jitsi-changes")
        || name.equals("jitsi-pool-changes")
        || name.startsWith("HttpClient-");
  }

  /** Number to name of all that live, also of the virtual ones. */
  private static Map<String, String> threads(Path file) throws IOException {
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpThreads(file.toString(), ThreadDumpFormat.JSON);
    Map<String, String> threads = new HashMap<>();
    JsonNode dump = new ObjectMapper().readTree(file.toFile()).path("threadDump");
    for (JsonNode container : dump.path("threadContainers")) {
      for (JsonNode thread : container.path("threads")) {
        threads.put(thread.path("tid").asText(), thread.path("name").asText());
      }
    }
    return threads;
  }
}
