package io.jitsioperator.testbed.jitsi;

import static io.jitsioperator.testbed.jitsi.BridgedShard.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** People talk over bridges: what Jicofo, bridges and they themselves make of each change. */
class BridgedConferenceTest {

  private static final String GRACEFUL = "{\"graceful-shutdown\": true}";
  private static final String FORCED = "{\"graceful-shutdown\": false}";

  /** No bridge gets two participants of a conference. */
  private static final String ONE_EACH = "one-each";

  @TempDir Path folder;
  private BridgedShard shard;

  @BeforeEach
  void begin(TestInfo test) throws Exception {
    shard =
        test.getTags().contains(ONE_EACH)
            ? new BridgedShard(folder, "MAX_BRIDGE_PARTICIPANTS", "1")
            : new BridgedShard(folder);
  }

  @AfterEach
  void end() {
    shard.close();
  }

  private BridgedShard.Bridged twoBridges() throws Exception {
    return twoBridges("");
  }

  /** The first has this configuration. */
  private BridgedShard.Bridged twoBridges(String custom) throws Exception {
    BridgedShard.Bridged first = shard.bridge("jvb-1", custom);
    shard.bridge("jvb-2");
    return first;
  }

  private static Set<String> keys(JsonNode node) {
    Set<String> keys = new TreeSet<>();
    node.properties()
        .forEach(
            field -> {
              keys.add(field.getKey());
              keys(field.getValue()).forEach(below -> keys.add(field.getKey() + "/" + below));
            });
    return keys;
  }

  /** Of a bridge in {@code /debug}, what does not depend on the machine. */
  private static Map<String, String> told(JsonNode bridge) {
    Map<String, String> told = new TreeMap<>();
    bridge.properties().forEach(field -> told.put(field.getKey(), field.getValue().toString()));
    told.remove("stress");
    told.remove("corrected-stress");
    told.remove("version");
    return told;
  }

  private static Map<String, String> captured(String file, String nick) throws Exception {
    return told(
        Captured.json(file)
            .path("bridge_selector")
            .path("bridge")
            .path("jvbbrewery@internal-muc.meet.jitsi/" + nick));
  }

  @Test
  void countsAsARealOne() throws Exception {
    var first = twoBridges();
    Conference conference = shard.talk("test3", 3);

    assertThat(shard.endpoints("jvb-1")).isEqualTo(3);
    assertThat(shard.endpoints("jvb-2")).isZero();
    for (String name :
        new String[] {"conferences", "participants", "local_endpoints", "largest_conference"}) {
      assertThat(first.pod().stats().get(name))
          .as(name)
          .isEqualTo(Captured.json("colibri-stats-conference.json").get(name));
    }
    JsonNode real = Captured.json("jicofo-stats-conference.json");
    Set<String> names = keys(real);
    names.removeIf(name -> name.startsWith("queues/"));
    // The captured one had its health checks off.
    names.addAll(Set.of("healthy", "slow_health_check"));
    eventually(() -> assertThat(keys(shard.get("/stats"))).isEqualTo(names));
    assertThat(shard.get("/stats").get("bridge_selector")).isEqualTo(real.get("bridge_selector"));
    assertThat(shard.get("/stats").get("bridge_failures")).isEqualTo(real.get("bridge_failures"));
    assertThat(keys(shard.get("/debug").path("bridge_selector").path("bridge")).size())
        .isEqualTo(
            keys(Captured.json("jicofo-debug.json").path("bridge_selector").path("bridge")).size());
    assertThat(shard.jicofo().get("/metrics").body().lines().filter(each -> each.contains("jvb=")))
        .isSubsetOf(Captured.text("jicofo-metrics-conference.txt").lines().toList())
        .hasSize(2);
    assertThat(shard.jicofo().get("/about/health").statusCode()).isEqualTo(200);

    conference.close();
    eventually(() -> assertThat(first.jvb().endpoints()).isZero());
    assertThat(conference.fates()).isEqualTo(new Fates(0, 0, 3, 0, Duration.ZERO));
  }

  @Test
  void whoIsNewInTheShortTimeBeforeABridgeTellsItCounts() throws Exception {
    twoBridges();
    try (Conference conference = shard.talk("test3", 3)) {
      assertThat(shard.seen("jvb-1").get("stress").asDouble()).isZero();
      assertThat(shard.seen("jvb-1").get("corrected-stress").asDouble()).isBetween(0.029, 0.031);
      assertThat(conference.cut()).isEmpty();
    }
  }

  @Test
  void aMoveOffADrainingBridgeIsShortAndCutsNobody() throws Exception {
    var first = twoBridges();
    Conference conference = shard.talk("one", 3);
    first.pod().post("/colibri/drain/enable");
    eventually(() -> assertThat(shard.seen("jvb-1").get("drain").asBoolean()).isTrue());
    Thread.sleep(1000);
    assertThat(shard.endpoints("jvb-1")).as("a drain alone moves nobody").isEqualTo(3);

    HttpResponse<String> answer =
        shard.jicofo().get("/move-endpoints/move-endpoints?bridge=jvb-1&numEndpoints=10");
    String real = Captured.text("jicofo-move-endpoints-response.txt");
    assertThat(real).startsWith("HTTP/1.1 " + answer.statusCode()).endsWith(answer.body());
    eventually(() -> assertThat(conference.fates().moved()).isEqualTo(3));
    assertThat(shard.endpoints("jvb-1")).isZero();
    assertThat(shard.endpoints("jvb-2")).isEqualTo(3);
    assertThat(conference.cut()).isEmpty();
    assertThat(conference.fates().mostMoves()).isOne();
    assertThat(conference.fates().longestGap())
        .isBetween(Duration.ofMillis(800), Duration.ofSeconds(5));
    conference.close();
    assertThat(conference.fates().left()).isEqualTo(3);
  }

  @Test
  void movesWantABridgeThatThereIs() throws Exception {
    twoBridges();
    try (Conference conference = shard.talk("one", 4)) {
      for (String path : new String[] {"move-endpoints", "move-fraction", "move-endpoint"}) {
        assertThat(move(path + "?x=y").statusCode()).as(path).isEqualTo(400);
      }
      assertThat(move("move-endpoints?bridge=jvb-9").statusCode()).isEqualTo(404);
      assertThat(move("move-endpoints?bridge=jvb-1&conference=none@muc.x").statusCode())
          .isEqualTo(404);
      assertThat(move("move-endpoints?bridge=jvb-1&numEndpoints=x").statusCode()).isEqualTo(400);
      assertThat(move("move-fraction?bridge=jvb-1&fraction=0.5").body())
          .isEqualTo("{\"movedEndpoints\":2,\"conferences\":1}");
      eventually(() -> assertThat(conference.fates().moved()).isEqualTo(2));
      assertThat(shard.endpoints("jvb-1"))
          .as("without a drain the best bridge is the same one again")
          .isEqualTo(4);
      assertThat(conference.cut()).isEmpty();
    }
  }

  private HttpResponse<String> move(String rest) throws Exception {
    return shard.jicofo().get("/move-endpoints/" + rest);
  }

  @Test
  void theEndOfABridgeWithoutAWordCutsAndTheyGetAnother() throws Exception {
    var first = twoBridges();
    try (Conference conference = shard.talk("one", 3)) {
      first.jvb().terminate();
      eventually(() -> assertThat(conference.cut()).hasSize(3));
      assertThat(conference.cut().getFirst()).contains("was gone before anybody said so");
      eventually(() -> assertThat(conference.talking()).isEqualTo(3));
      assertThat(shard.endpoints("jvb-2")).isEqualTo(3);
      JsonNode stats = shard.get("/stats");
      assertThat(stats.at("/bridge_selector/lost_bridges").asInt()).isOne();
      assertThat(stats.at("/bridge_failures/bridges_removed").asInt()).isOne();
      assertThat(stats.at("/bridge_failures/participants_moved").asInt()).isEqualTo(3);
      assertThat(conference.fates()).isEqualTo(new Fates(3, 0, 0, 0, Duration.ZERO));
    }
  }

  @Test
  void aBridgeThatHangsCutsThoseOnIt() throws Exception {
    var first = twoBridges();
    try (Conference conference = shard.talk("one", 2)) {
      first.jvb().fault(new JvbFault.Hang());
      eventually(() -> assertThat(conference.cut()).hasSize(2));
      assertThat(conference.cut().getFirst()).contains("no media for 10 s");
      assertThat(shard.seen("jvb-1").get("operational").asBoolean()).isTrue();
      eventually(() -> assertThat(shard.seen("jvb-1").get("operational").asBoolean()).isFalse());
      assertThat(shard.get("/stats").at("/bridge_selector/operational_bridge_count").asInt())
          .isOne();
      assertThat(shard.endpoints("jvb-1")).as("nobody is moved off it").isEqualTo(2);
      first.jvb().heal(JvbFault.Hang.class);
    }
  }

  @Test
  void aBridgeThatIsNotWellLosesItsPeopleWhileItStillLives() throws Exception {
    var first = twoBridges("videobridge.health.interval = 1 second");
    try (Conference conference = shard.talk("one", 2)) {
      first.jvb().fault(new JvbFault.Unhealthy("Failed to bind single-port"));
      eventually(() -> assertThat(conference.fates().moved()).isEqualTo(2));
      assertThat(shard.endpoints("jvb-2")).isEqualTo(2);
      assertThat(shard.seen("jvb-1").get("operational").asBoolean()).isFalse();
      assertThat(conference.cut()).isEmpty();
    }
  }

  @Test
  void aGracefulEndIsNotForTheConferencesThatAreThere() throws Exception {
    var first = twoBridges();
    Conference conference = shard.talk("one", 3);
    first.pod().post("/colibri/shutdown", GRACEFUL);
    eventually(() -> assertThat(shard.seen("jvb-1").get("graceful-shutdown").asBoolean()).isTrue());
    assertThat(told(shard.seen("jvb-1")))
        .isEqualTo(captured("jicofo-debug-graceful-shutdown.json", "jvb-1"));
    try (Conference another = shard.talk("two", 2)) {
      assertThat(shard.endpoints("jvb-2")).isEqualTo(2);
      assertThat(another.cut()).isEmpty();
    }
    assertThat(shard.endpoints("jvb-1")).isEqualTo(3);
    conference.close();
    eventually(() -> assertThat(shard.seen("jvb-1").get("shutting-down").asBoolean()).isTrue());
    assertThat(told(shard.seen("jvb-1")))
        .isEqualTo(captured("jicofo-debug-shutting-down.json", "jvb-1"));
    eventually(() -> assertThat(first.jvb().exit()).isCompletedWithValue(0));
    eventually(() -> assertThat(shard.seen("jvb-1").isMissingNode()).isTrue());
    assertThat(shard.get("/stats").at("/bridge_selector/lost_bridges").asInt()).isZero();
    assertThat(conference.fates()).isEqualTo(new Fates(0, 0, 3, 0, Duration.ZERO));
  }

  @Test
  void aForcedEndMovesEverybodyWhileTheBridgeStillLives() throws Exception {
    var first = twoBridges();
    try (Conference conference = shard.talk("one", 3)) {
      first.pod().post("/colibri/shutdown", FORCED);
      eventually(() -> assertThat(first.jvb().exit()).isCompletedWithValue(0));
      eventually(() -> assertThat(conference.talking()).isEqualTo(3));
      assertThat(shard.endpoints("jvb-2")).isEqualTo(3);
      assertThat(conference.cut()).isEmpty();
      assertThat(conference.fates().moved()).isEqualTo(3);
    }
  }

  @Test
  void whoWaitsForABridgeGetsTheFirstOne() throws Exception {
    try (Conference conference = shard.meet("early", 2)) {
      Thread.sleep(2000);
      assertThat(conference.talking()).isZero();
      shard.bridge("jvb-1");
      eventually(() -> assertThat(conference.talking()).isEqualTo(2));
      assertThat(conference.cut()).as("who never had media lost none").isEmpty();
      assertThat(conference.fates().moved()).isZero();
    }
  }

  @Test
  @Tag(ONE_EACH)
  void aConferenceOverTwoBridgesLooksLikeARealOne() throws Exception {
    var first = shard.bridge("jvb-1");
    var second = shard.bridge("jvb-2");
    try (Conference conference = shard.talk("two", 2)) {
      eventually(() -> assertThat(first.pod().stats().get("octo_endpoints").asInt()).isOne());
      for (BridgedShard.Bridged each : new BridgedShard.Bridged[] {first, second}) {
        for (String name :
            new String[] {
              "conferences", "participants", "local_endpoints", "octo_endpoints", "octo_conferences"
            }) {
          assertThat(each.pod().stats().get(name))
              .as(name)
              .isEqualTo(Captured.json("colibri-stats-conference-relay.json").get(name));
        }
      }
      assertThat(conference.cut()).isEmpty();
    }
    eventually(() -> assertThat(first.pod().stats().get("conferences").asInt()).isZero());
    eventually(() -> assertThat(second.pod().stats().get("conferences").asInt()).isZero());
  }
}
