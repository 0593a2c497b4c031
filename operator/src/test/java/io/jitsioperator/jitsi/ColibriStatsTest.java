package io.jitsioperator.jitsi;

import static io.jitsioperator.jitsi.ManualClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitsioperator.world.BridgePresence;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColibriStatsTest {

  private static BridgePresence read(String name) {
    return Captured.stats(name).presence("jvb-1", START, Optional.empty());
  }

  /** As a bridge would say it, so that other values can be put in. */
  private static BridgePresence with(String stats) {
    return ColibriStats.of(
            Captured.parse(
                "<presence from='r@muc/jvb-1'><stats xmlns='http://jitsi.org/protocol/colibri'>"
                    + stats
                    + "<stat name='more' value='1'/></stats></presence>"))
        .orElseThrow()
        .presence("jvb-1", START, Optional.empty());
  }

  @Test
  void readsAllThatARealBridgeShows() {
    assertThat(read("jvb-presence-conference.xml"))
        .isEqualTo(
            new BridgePresence(
                "jvb-1",
                Optional.of("2.3.SNAPSHOT"),
                Optional.of("jvb-relay-1"),
                Optional.of("region-a"),
                Optional.of(0.057037409830565336),
                Optional.of(3),
                Optional.of(false),
                Optional.of(false),
                Optional.of(false),
                Optional.of(true),
                START,
                Optional.empty()));
    assertThat(Captured.stats("jvb-presence-conference.xml").timestamp())
        .contains("2026-11-22 10:17:48.663");
  }

  @Test
  void readsWhateverTheOrderOfAttributes() {
    assertThat(read("jvb-presence-stale-replayed.xml").localEndpoints()).contains(2);
  }

  @Test
  void theReleaseBelongsToTheVersion() {
    BridgePresence bridge = read("jvb-presence-initial-drain-with-release.xml");
    assertThat(bridge.version()).contains("2.3.SNAPSHOT-77");
    assertThat(bridge.drain()).contains(true);
    assertThat(
            with("<stat name='version' value='2'/><stat name='release' value='null'/>").version())
        .contains("2");
    assertThat(with("<stat name='release' value='7'/>").version()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "jvb-presence-graceful-shutdown.xml, true, false, true",
    "jvb-presence-shutdown.xml, true, true, true",
    "jvb-presence-unhealthy.xml, false, false, false"
  })
  void readsTheStatesOfItsEnd(String file, boolean graceful, boolean shutting, boolean healthy) {
    BridgePresence bridge = read(file);
    assertThat(bridge.gracefulShutdown()).contains(graceful);
    assertThat(bridge.shuttingDown()).contains(shutting);
    assertThat(bridge.healthy()).contains(healthy);
  }

  @Test
  void whatAFilterTookAwayIsNotZero() {
    BridgePresence bridge = read("jvb-presence-filtered.xml");
    assertThat(bridge.localEndpoints()).isEmpty();
    assertThat(bridge.stress()).contains(1.1111111111111112);
    assertThat(with("").drain()).isEmpty();
    assertThat(with("").healthy()).isEmpty();
    assertThat(with("").stress()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "null", "-1", "NaN", "Infinity", "lots", "1e999", "0x"})
  void nonsenseIsNotZero(String value) {
    BridgePresence bridge =
        with(
            "<stat name='stress_level' value='%1$s'/><stat name='local_endpoints' value='%1$s'/>"
                    .formatted(value)
                + "<stat name='drain' value='%1$s'/><stat name='healthy' value='%1$s'/>"
                    .formatted(value));
    assertThat(bridge.stress()).isEmpty();
    assertThat(bridge.localEndpoints()).isEmpty();
    assertThat(bridge.drain()).isEmpty();
    assertThat(bridge.healthy()).isEmpty();
  }

  @Test
  void aWholeNumberMustBeOneThatFits() {
    assertThat(with("<stat name='local_endpoints' value='1.0'/>").localEndpoints()).isEmpty();
    assertThat(with("<stat name='local_endpoints' value='4294967296'/>").localEndpoints())
        .isEmpty();
  }

  @Test
  void aWordThatIsTooLongIsNonsense() {
    String region = "<stat name='region' value='%s'/>";
    assertThat(with(region.formatted("a".repeat(256))).region()).isPresent();
    assertThat(with(region.formatted("a".repeat(257))).region()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jvb-presence-join-before-stats.xml",
        "jvb-presence-unavailable-clean-exit.xml",
        "brewery-presence-jicofo.xml",
        "brewery-presence-self.xml"
      })
  void whoShowsNoneIsNoBridge(String file) {
    assertThat(ColibriStats.of(Captured.presence(file))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<stats xmlns='http://jitsi.org/protocol/colibri'/>",
        "<stats xmlns='http://jitsi.org/protocol/colibri'>words</stats>",
        "<stats xmlns='http://jitsi.org/protocol/colibri'><stat/><stat name='a'/></stats>",
        "<stats xmlns='http://jitsi.org/protocol/colibri'><other name='a' value='b'/></stats>",
        "<stats xmlns='http://elsewhere'><stat name='a' value='b'/></stats>"
      })
  void emptyStatisticsAreNone(String stats) {
    assertThat(ColibriStats.of(Captured.parse("<presence from='r@m/a'>" + stats + "</presence>")))
        .isEmpty();
  }
}
