package io.jitsioperator.jitsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.jitsioperator.jitsi.JsonBody.Unusable;
import io.jitsioperator.world.JicofoBridge;
import io.jitsioperator.world.JicofoReport.Components;
import io.jitsioperator.world.JicofoReport.Health;
import io.jitsioperator.world.JicofoReport.Stats;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JicofoBodyTest {

  private static Reply.Body ok(String text) {
    return new Reply.Body(200, text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsTheStatsOfARealJicofo() throws Unusable {
    assertThat(JicofoBody.stats(ok(Captured.text("jicofo-stats-conference.json"))))
        .isEqualTo(new Stats(1, 2, 3, 2, 2, 0, 0));
    assertThat(JicofoBody.stats(ok(Captured.text("jicofo-stats.json"))))
        .isEqualTo(new Stats(0, 0, 0, 2, 2, 0, 0));
    assertThat(JicofoBody.stats(ok(Captured.text("jicofo-stats-no-bridges.json"))))
        .isEqualTo(new Stats(0, 0, 0, 0, 0, 0, 0));
  }

  @ParameterizedTest
  @CsvSource({
    "conferences, /conferences",
    "participants, /participants",
    "bridge_count, /bridge_selector/bridge_count",
    "operational_bridge_count, /bridge_selector/operational_bridge_count",
    "in_shutdown_bridge_count, /bridge_selector/in_shutdown_bridge_count",
    "lost_bridges, /bridge_selector/lost_bridges"
  })
  void aMissingCountIsNeverZero(String name, String pointer) {
    String without =
        Captured.text("jicofo-stats.json").replace("\"" + name + "\":", "\"" + name + "_\":");
    assertThatThrownBy(() -> JicofoBody.stats(ok(without)))
        .isInstanceOf(Unusable.class)
        .hasMessage("answered without a count at " + pointer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "0.5", "\"0\"", "null", "true", "{}", "99999999999", "[]"})
  void whatIsNoCountIsNeverZero(String value) {
    String odd =
        Captured.text("jicofo-stats.json").replace("\"conferences\":0", "\"conferences\":" + value);
    assertThatThrownBy(() -> JicofoBody.stats(ok(odd)))
        .isInstanceOf(Unusable.class)
        .hasMessage("answered without a count at /conferences");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "null", "[]", "\"conferences\"", "<html>", "{\"conferences\":0"})
  void noWholeObjectIsNoAnswer(String body) {
    assertThatThrownBy(() -> JicofoBody.stats(ok(body)))
        .isInstanceOf(Unusable.class)
        .message()
        .startsWith("answered no");
  }

  @Test
  void aHalfOrDoubledBodyIsNoAnswer() {
    String whole = Captured.text("jicofo-stats.json");
    assertThatThrownBy(() -> JicofoBody.stats(ok(whole.substring(0, whole.length() - 1))))
        .isInstanceOf(Unusable.class)
        .hasMessageStartingWith("answered no whole JSON");
    assertThatThrownBy(() -> JicofoBody.stats(ok(whole + whole)))
        .isInstanceOf(Unusable.class)
        .hasMessageStartingWith("answered no whole JSON");
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 302, 404, 500, 503})
  void onlyStatus200IsBelieved(int status) {
    byte[] body = Captured.text("jicofo-stats.json").getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> JicofoBody.stats(new Reply.Body(status, body)))
        .isInstanceOf(Unusable.class)
        .hasMessage("answered HTTP " + status);
  }

  @Test
  void healthKeepsStatusAndWords() {
    assertThat(
            JicofoBody.health(
                new Reply.Body(500, ok(" No operational bridges available\n").bytes())))
        .isEqualTo(new Health(500, "No operational bridges available"));
    assertThat(JicofoBody.health(new Reply.Body(404, new byte[0]))).isEqualTo(new Health(404, ""));
    assertThat(JicofoBody.health(ok("x".repeat(100_000))).message()).hasSize(500);
  }

  @Test
  void versionMustBeAWord() throws Unusable {
    assertThat(JicofoBody.version(ok("{\"name\":\"JiCoFo\",\"version\":\"1.1.SNAPSHOT\"}")))
        .isEqualTo("1.1.SNAPSHOT");
    assertThatThrownBy(() -> JicofoBody.version(ok("{\"name\":\"JiCoFo\"}")))
        .isInstanceOf(Unusable.class)
        .hasMessage("answered without \"version\"");
    assertThatThrownBy(() -> JicofoBody.version(ok("{\"version\":\" \"}")))
        .isInstanceOf(Unusable.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jicofo-debug.json",
        "jicofo-debug-full-conference.json",
        "jicofo-debug-graceful-shutdown.json",
        "jicofo-debug-shutting-down.json"
      })
  void readsTheComponentsOfARealJicofo(String file) throws Unusable {
    assertThat(JicofoBody.components(ok(Captured.text(file))))
        .isEqualTo(
            new Components(
                Optional.of("avmoderation.meet.jitsi"), Optional.of("breakout.meet.jitsi")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"null\"", "null", "\"\"", "7"})
  void whatIsNotDiscoveredIsEmpty(String address) throws Unusable {
    String debug =
        Captured.text("jicofo-debug.json")
            .replace("\"avmoderation.meet.jitsi\"", address)
            .replace("\"breakout.meet.jitsi\"", address);
    assertThat(JicofoBody.components(ok(debug)))
        .isEqualTo(new Components(Optional.empty(), Optional.empty()));
    assertThat(JicofoBody.components(ok("{}")))
        .isEqualTo(new Components(Optional.empty(), Optional.empty()));
  }

  @Test
  void readsTheBridgesThatARealJicofoKnows() throws Unusable {
    assertThat(JicofoBody.bridges(ok(Captured.text("jicofo-debug-shutting-down.json"))))
        .containsExactly(
            new JicofoBridge("jvb-1", "2.3.SNAPSHOT", true, false, false, true, 0),
            new JicofoBridge("jvb-2", "2.3.SNAPSHOT", true, false, false, false, 0));
    assertThat(JicofoBody.bridges(ok(Captured.text("jicofo-debug-graceful-shutdown.json"))))
        .extracting(JicofoBridge::nick, JicofoBridge::inShutdown, JicofoBridge::endpoints)
        .contains(tuple("jvb-1", true, 3));
    assertThat(JicofoBody.bridges(ok("{\"bridge_selector\":{\"bridge\":{}}}"))).isEmpty();
  }

  @Test
  void aReleaseOfABridgeBelongsToItsVersion() throws Unusable {
    String debug =
        Captured.text("jicofo-debug.json")
            .replaceFirst("\"release\":\"null\"", "\"release\":\"77\"");
    assertThat(JicofoBody.bridges(ok(debug)))
        .extracting(JicofoBridge::nick, JicofoBridge::version)
        .containsExactly(tuple("jvb-1", "2.3.SNAPSHOT"), tuple("jvb-2", "2.3.SNAPSHOT-77"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bridge_selector",
        "version",
        "operational",
        "overloaded",
        "drain",
        "graceful-shutdown",
        "shutting-down",
        "endpoints"
      })
  void bridgesOfWhichSomethingIsMissingAreUnusable(String name) {
    String debug = Captured.text("jicofo-debug.json").replaceFirst("\"" + name + "\":", "\"x\":");
    assertThatThrownBy(() -> JicofoBody.bridges(ok(debug))).isInstanceOf(Unusable.class);
  }
}
