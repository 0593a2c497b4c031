package io.jitsioperator.jitsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitsioperator.jitsi.JsonBody.Unusable;
import io.jitsioperator.world.BridgeReport.Stats;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BridgeBodyTest {

  private static final String WHOLE = Captured.text("colibri-stats.json");

  private static Reply.Body ok(String json) {
    return new Reply.Body(200, json.getBytes(StandardCharsets.UTF_8));
  }

  private static Stats read(String file) throws Unusable {
    return BridgeBody.stats(ok(Captured.text(file))).stats();
  }

  @Test
  void readsTheStatsOfARealBridge() throws Unusable {
    assertThat(read("colibri-stats.json"))
        .isEqualTo(
            new Stats(0, 0, 0.08044243338360986, false, false, false, true, "2.3.SNAPSHOT", 1, 1));
    assertThat(read("colibri-stats-conference.json").localEndpoints()).isEqualTo(3);
    assertThat(read("colibri-stats-conference.json").conferences()).isEqualTo(1);
    assertThat(read("colibri-stats-conference-relay.json").localEndpoints())
        .as("without the one that is on another bridge")
        .isEqualTo(1);
    assertThat(BridgeBody.stats(ok(Captured.text("colibri-stats-conference.json"))).created())
        .isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "colibri-stats-draining.json, true, false, false, true",
    "colibri-stats-graceful-shutdown.json, false, true, false, true",
    "colibri-stats-shutting-down.json, false, true, true, true",
    "colibri-stats-unhealthy.json, false, false, false, false"
  })
  void readsItsStates(String file, boolean drain, boolean graceful, boolean shutting, boolean well)
      throws Unusable {
    Stats stats = read(file);
    assertThat(stats.drain()).isEqualTo(drain);
    assertThat(stats.gracefulShutdown()).isEqualTo(graceful);
    assertThat(stats.shuttingDown()).isEqualTo(shutting);
    assertThat(stats.healthy()).isEqualTo(well);
  }

  @Test
  void theReleaseBelongsToTheVersion() throws Unusable {
    String released = WHOLE.replaceFirst("\\{", "{\"release\":\"77\",");
    assertThat(BridgeBody.stats(ok(released)).stats().version()).isEqualTo("2.3.SNAPSHOT-77");
    assertThat(BridgeBody.stats(ok(released.replace("\"77\"", "\"null\""))).stats().version())
        .isEqualTo("2.3.SNAPSHOT");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "local_endpoints",
        "conferences",
        "stress_level",
        "drain",
        "graceful_shutdown",
        "shutting_down",
        "healthy",
        "version",
        "mucs_configured",
        "mucs_joined",
        "total_conferences_created"
      })
  void whatIsMissingMakesTheAnswerUnusable(String name) {
    assertThat(WHOLE).contains("\"" + name + "\":");
    assertThatThrownBy(() -> BridgeBody.stats(ok(WHOLE.replace("\"" + name + "\":", "\"x\":"))))
        .isInstanceOf(Unusable.class)
        .hasMessageContaining(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1.5", "\"0\"", "null", "4294967296", "true"})
  void aCountMustBeOne(String value) {
    String odd = WHOLE.replaceFirst("\"local_endpoints\":0", "\"local_endpoints\":" + value);
    assertThatThrownBy(() -> BridgeBody.stats(ok(odd)))
        .isInstanceOf(Unusable.class)
        .hasMessage("answered without a count at /local_endpoints");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0.1", "\"0.5\"", "null", "1e999", "true"})
  void stressMustBeAMeasure(String value) {
    String odd = WHOLE.replaceFirst("\"stress_level\":[0-9.]+", "\"stress_level\":" + value);
    assertThat(odd).isNotEqualTo(WHOLE);
    assertThatThrownBy(() -> BridgeBody.stats(ok(odd)))
        .isInstanceOf(Unusable.class)
        .hasMessage("answered without a measure at /stress_level");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"false\"", "null", "0"})
  void aFlagMustBeOne(String value) {
    String odd = WHOLE.replaceFirst("\"drain\":false", "\"drain\":" + value);
    assertThatThrownBy(() -> BridgeBody.stats(ok(odd)))
        .isInstanceOf(Unusable.class)
        .hasMessage("answered without true or false at /drain");
  }
}
