package io.jitsioperator.testbed.jitsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jitsioperator.testbed.node.Container;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a Jicofo says over REST, beside what real ones said. */
class JicofoRestTest {

  @TempDir Path folder;
  private OneJicofo jicofo;

  @BeforeEach
  void shard() throws Exception {
    jicofo = new OneJicofo(folder);
  }

  @AfterEach
  void end() {
    jicofo.close();
  }

  @Test
  void answersInTheShapeOfARealOne() throws Exception {
    jicofo.shard.prosody(jicofo.main, Shard.env());
    jicofo.start("JICOFO_ENABLE_HEALTH_CHECKS", "0");

    assertThat(keys(jicofo.getJson("/stats")))
        .isEqualTo(keys(captured("jicofo-stats-no-bridges.json")));
    Set<String> real = keys(captured("jicofo-debug.json"));
    real.removeIf(key -> key.startsWith("bridge_selector/bridge/"));
    assertThat(keys(jicofo.getJson("/debug"))).isEqualTo(real);
    assertThat(jicofo.get("/about/health").statusCode()).isEqualTo(404);
  }

  @Test
  void tellsTheConferencesThatATestHasSet() throws Exception {
    jicofo.start();
    assertThat(jicofo.getJson("/stats").get("conferences").asInt()).isZero();
    jicofo.shard.images().conferences().set("test", "jicofo-0", new ConferenceBook.Load(2, 5));

    assertThat(jicofo.getJson("/stats").get("conferences").asInt()).isEqualTo(2);
    assertThat(jicofo.getJson("/stats").get("participants").asInt()).isEqualTo(5);
    assertThat(jicofo.getJson("/debug").get("focus_manager")).hasSize(2);
  }

  @Test
  void restIsClosedUnlessSwitchedOn() throws Exception {
    Container container = jicofo.start("JICOFO_ENABLE_REST", "");
    Shard.awaitLog(container, "Failed to connect/login");
    assertThat(jicofo.silent()).isTrue();
  }

  @Test
  void countsBridgesByTheirPresence() throws Exception {
    jicofo.shard.prosody(jicofo.main, Shard.env());
    jicofo.shard.prosody(jicofo.brewery, OneJicofo.breweryEnv());
    Container container = jicofo.start();
    Shard.awaitLog(container, "[brewery=" + OneJicofo.ROOM + "] Joined the room.");
    Shard.awaitLog(container, "Discovered components");
    XmppUser jvb = XmppUser.connect(jicofo.brewery, 6222, "auth.jvb.meet.jitsi", "jvb", "jvbpw");
    jvb.joinMuc(OneJicofo.ROOM, "jvb-0");
    jvb.sendPresence(
        OneJicofo.ROOM,
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
    Shard.awaitLog(container, "Added new videobridge: " + OneJicofo.ROOM + "/jvb-0");

    assertThat(jicofo.get("/about/health").statusCode()).isEqualTo(200);
    assertThat(jicofo.getJson("/stats").at("/bridge_selector/operational_bridge_count").asInt())
        .isEqualTo(1);
    JsonNode bridge =
        jicofo.getJson("/debug").at("/bridge_selector/bridge").get(OneJicofo.ROOM + "/jvb-0");
    JsonNode real = captured("jicofo-debug.json").at("/bridge_selector/bridge").iterator().next();
    assertThat(keys(bridge)).isEqualTo(keys(real));
    assertThat(bridge.get("overloaded").asBoolean()).isTrue();
    assertThat(bridge.get("release").asText()).isEqualTo("null");
    assertThat(jicofo.get("/metrics").body())
        .contains("jitsi_jicofo_bridge_selector_bridge_count 1.0");

    jvb.close();
    await()
        .atMost(Duration.ofSeconds(120))
        .untilAsserted(
            () ->
                assertThat(jicofo.getJson("/stats").at("/bridge_selector/lost_bridges").asInt())
                    .isOne());
  }

  private JsonNode captured(String name) throws Exception {
    return new ObjectMapper().readTree(getClass().getResource("/captured/" + name));
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
}
