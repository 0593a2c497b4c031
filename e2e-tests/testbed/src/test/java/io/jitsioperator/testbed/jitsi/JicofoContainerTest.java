package io.jitsioperator.testbed.jitsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jitsioperator.testbed.node.Container;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JicofoContainerTest {

  private static final String ROOM = "jvbbrewery@muc.jvb.meet.jitsi";

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(120)).build();
  private final ObjectMapper json = new ObjectMapper();

  @TempDir Path folder;
  private Shard shard;
  private InetAddress main;
  private InetAddress brewery;
  private InetAddress address;

  @BeforeEach
  void shard() throws Exception {
    shard = new Shard(folder);
    main = Shard.address();
    brewery = Shard.address();
    address = Shard.address();
    shard.service("eu1-prosody", main);
    shard.service("eu1-brewery", brewery);
  }

  @AfterEach
  void end() {
    shard.close();
    http.close();
  }

  private static Map<String, String> breweryEnv() {
    return Shard.env(
        "PROSODY_MODE", "brewery",
        "XMPP_PORT", "6222",
        "JVB_XMPP_AUTH_DOMAIN", "auth.jvb.meet.jitsi");
  }

  private static Map<String, String> jicofoEnv(String... more) {
    Map<String, String> env =
        new HashMap<>(
            Map.of(
                "JICOFO_AUTH_PASSWORD", "focuspw",
                "XMPP_SERVER", "eu1-prosody",
                "ENABLE_JVB_XMPP_SERVER", "1",
                "JVB_XMPP_SERVER", "eu1-brewery",
                "JICOFO_ENABLE_REST", "1",
                "JICOFO_ENABLE_HEALTH_CHECKS", "1"));
    for (int i = 0; i < more.length; i += 2) {
      env.put(more[i], more[i + 1]);
    }
    return env;
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return get(path, Duration.ofSeconds(60));
  }

  private HttpResponse<String> get(String path, Duration timeout)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://" + address.getHostAddress() + ":8888" + path);
    return http.send(
        HttpRequest.newBuilder(uri).timeout(timeout).build(), HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode getJson(String path) throws Exception {
    return json.readTree(get(path).body());
  }

  private JsonNode captured(String name) throws Exception {
    return json.readTree(getClass().getResource("/captured/" + name));
  }

  /** All paths of a document, {@code a/b/c}. */
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

  private static StandardExtensionElement stats(String... values) {
    var stats = StandardExtensionElement.builder("stats", "http://jitsi.org/protocol/colibri");
    for (int i = 0; i < values.length; i += 2) {
      stats.addElement(
          StandardExtensionElement.builder("stat", "http://jitsi.org/protocol/colibri")
              .addAttribute("name", values[i])
              .addAttribute("value", values[i + 1])
              .build());
    }
    return stats.build();
  }

  @Test
  void logsInToBothAndTellsItInDebug() throws Exception {
    shard.prosody(main, Shard.env());
    shard.prosody(brewery, breweryEnv());
    Container jicofo = shard.start("jicofo", address, jicofoEnv());
    Shard.awaitLog(jicofo, "[brewery=" + ROOM + "] Joined the room.");
    Shard.awaitLog(jicofo, "Discovered components");

    assertThat(getJson("/debug").at("/av_moderation/address").asText())
        .isEqualTo("avmoderation.meet.jitsi");
    assertThat(getJson("/debug").at("/conference_iq_handler/breakout_address").asText())
        .isEqualTo("breakout.meet.jitsi");
    assertThat(get("/about/health").statusCode()).isEqualTo(500);
    assertThat(get("/about/health").body()).startsWith("No operational bridges available");
    assertThat(get("/about/version").body()).contains("JiCoFo");
    try (XmppUser jvb = XmppUser.connect(brewery, 6222, "auth.jvb.meet.jitsi", "jvb", "jvbpw")) {
      assertThat(jvb.discoInfo(ROOM)).containsExactly("forbidden");
    }
  }

  @Test
  void withoutTheMainLoginDebugShowsNoComponents() throws Exception {
    shard.prosody(main, Shard.env("JICOFO_AUTH_PASSWORD", "another"));
    shard.prosody(brewery, breweryEnv());
    Container jicofo = shard.start("jicofo", address, jicofoEnv());
    Shard.awaitLog(jicofo, "[brewery=" + ROOM + "] Joined the room.");
    Shard.awaitLog(jicofo, "[xmpp_connection=client] Failed to connect/login");

    assertThat(getJson("/debug").at("/av_moderation/address").asText()).isEqualTo("null");
    assertThat(getJson("/debug").at("/conference_iq_handler/breakout_address").asText())
        .isEqualTo("null");
  }

  @Test
  void countsBridgesByTheirPresence() throws Exception {
    shard.prosody(main, Shard.env());
    shard.prosody(brewery, breweryEnv());
    Container jicofo = shard.start("jicofo", address, jicofoEnv());
    Shard.awaitLog(jicofo, "[brewery=" + ROOM + "] Joined the room.");
    Shard.awaitLog(jicofo, "Discovered components");
    XmppUser jvb = XmppUser.connect(brewery, 6222, "auth.jvb.meet.jitsi", "jvb", "jvbpw");
    jvb.joinMuc(ROOM, "jvb-0");
    jvb.sendPresence(
        ROOM,
        "jvb-0",
        stats(
            "stress_level",
            "0.9",
            "drain",
            "false",
            "version",
            "2.3",
            "region",
            "eu",
            "relay_id",
            "jvb-0",
            "healthy",
            "true"));
    Shard.awaitLog(jicofo, "Added new videobridge: " + ROOM + "/jvb-0");

    assertThat(get("/about/health").statusCode()).isEqualTo(200);
    assertThat(getJson("/stats").at("/bridge_selector/operational_bridge_count").asInt())
        .isEqualTo(1);
    JsonNode bridge = getJson("/debug").at("/bridge_selector/bridge").get(ROOM + "/jvb-0");
    JsonNode real = captured("jicofo-debug.json").at("/bridge_selector/bridge").iterator().next();
    assertThat(keys(bridge)).isEqualTo(keys(real));
    assertThat(bridge.get("overloaded").asBoolean()).isTrue();
    assertThat(bridge.get("release").asText()).isEqualTo("null");
    assertThat(get("/metrics").body()).contains("jitsi_jicofo_bridge_selector_bridge_count 1.0");

    jvb.close();
    await()
        .atMost(Duration.ofSeconds(120))
        .untilAsserted(
            () ->
                assertThat(getJson("/stats").at("/bridge_selector/lost_bridges").asInt()).isOne());
  }

  @Test
  void bridgesDoNotHearEachOtherInABreweryProsody() throws Exception {
    shard.prosody(brewery, breweryEnv());
    try (XmppUser focus =
            XmppUser.connect(brewery, 6222, "auth.jvb.meet.jitsi", "focus", "focuspw");
        XmppUser first = XmppUser.connect(brewery, 6222, "auth.jvb.meet.jitsi", "jvb", "jvbpw");
        XmppUser second = XmppUser.connect(brewery, 6222, "auth.jvb.meet.jitsi", "jvb", "jvbpw")) {
      var seenByFocus = focus.joinMuc(ROOM, "focus");
      var seenByFirst = first.joinMuc(ROOM, "jvb-0");
      second.joinMuc(ROOM, "jvb-1");

      await().atMost(Duration.ofSeconds(120)).until(() -> seenByFocus.getOccupantsCount() == 3);
      assertThat(seenByFirst.getOccupants())
          .noneMatch(occupant -> occupant.toString().endsWith("/jvb-1"));
    }
  }

  @Test
  void answersInTheShapeOfARealOne() throws Exception {
    shard.prosody(main, Shard.env());
    shard.start("jicofo", address, jicofoEnv("JICOFO_ENABLE_HEALTH_CHECKS", "0"));

    assertThat(keys(getJson("/stats"))).isEqualTo(keys(captured("jicofo-stats-no-bridges.json")));
    Set<String> real = keys(captured("jicofo-debug.json"));
    real.removeIf(key -> key.startsWith("bridge_selector/bridge/"));
    assertThat(keys(getJson("/debug"))).isEqualTo(real);
    assertThat(get("/about/health").statusCode()).isEqualTo(404);
  }

  @Test
  void tellsTheConferencesThatATestHasSet() throws Exception {
    shard.start("jicofo", address, jicofoEnv());
    assertThat(getJson("/stats").get("conferences").asInt()).isZero();
    shard.images().conferences().set("test", "jicofo-0", new ConferenceBook.Load(2, 5));

    assertThat(getJson("/stats").get("conferences").asInt()).isEqualTo(2);
    assertThat(getJson("/stats").get("participants").asInt()).isEqualTo(5);
    assertThat(getJson("/debug").get("focus_manager")).hasSize(2);
  }

  @Test
  void restIsClosedUnlessSwitchedOn() throws Exception {
    Container jicofo = shard.start("jicofo", address, jicofoEnv("JICOFO_ENABLE_REST", ""));
    Shard.awaitLog(jicofo, "Failed to connect/login");
    assertThat(silent()).isTrue();
  }

  /** Whether this Jicofo does not answer; a benchmark beside us may answer for it. */
  private boolean silent() throws InterruptedException {
    shard.images().conferences().set("test", "jicofo-0", new ConferenceBook.Load(77, 77));
    try {
      return !get("/stats", Duration.ofSeconds(3)).body().contains("\"conferences\":77");
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void aMissingPasswordEndsTheContainer() throws Exception {
    Container jicofo = shard.start("jicofo", address, jicofoEnv("JICOFO_AUTH_PASSWORD", ""));
    assertThat(jicofo.exit().join()).isEqualTo(1);
    assertThat(jicofo.log()).contains("FATAL ERROR: Jicofo auth password must be set");
  }

  @Test
  void aCustomFileThatDoesNotParseIsTriedForEverInARunningContainer() throws Exception {
    Path volume = Files.createDirectories(folder.resolve("volume"));
    Files.writeString(volume.resolve("custom-jicofo.conf"), "jicofo { bridge {\n}\n");
    Container jicofo = shard.start("jicofo", address, jicofoEnv(), Map.of("/config", volume));

    Shard.awaitLog(jicofo, "ConfigException");
    assertThat(jicofo.exit()).isNotDone();
    assertThat(silent()).isTrue();
  }

  @Test
  void comesBackAfterItsProsodyWasRestarted() throws Exception {
    ProsodyContainer prosody = (ProsodyContainer) shard.prosody(brewery, breweryEnv());
    Container jicofo = shard.start("jicofo", address, jicofoEnv());
    Shard.awaitLog(jicofo, "[brewery=" + ROOM + "] Joined the room.");

    prosody.crash();
    await()
        .atMost(Duration.ofSeconds(120))
        .untilAsserted(
            () -> assertThat(jicofo.log().split("Joined the room", -1).length).isEqualTo(3));
  }

  @Test
  void faultsOnDemand() throws Exception {
    JicofoContainer jicofo = (JicofoContainer) shard.start("jicofo", address, jicofoEnv());
    assertThat(shard.images().running(JicofoContainer.class, "test", "jicofo-0", "jicofo"))
        .containsSame(jicofo);

    jicofo.hang(true);
    assertThat(silent()).isTrue();
    jicofo.hang(false);
    assertThat(get("/about/version").statusCode()).isEqualTo(200);
    jicofo.crash();
    assertThat(silent()).isTrue();
    await().atMost(Duration.ofSeconds(120)).until(() -> !silent());
    assertThat(jicofo.exit()).isNotDone();

    jicofo.kill();
    assertThat(shard.images().running(JicofoContainer.class, "test", "jicofo-0", "jicofo"))
        .isEmpty();
    assertThat(silent()).isTrue();
  }
}
