package io.jitsioperator.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitsioperator.simulate.SelectionSettings.Strategy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every rule of contracts §5.1, one by one. */
class BridgeSelectionTest {

  private static final SelectionSettings REGIONS =
      new SelectionSettings(
          Strategy.REGION_BASED, true, 0.8, 3, Optional.empty(), List.of(Set.of("eu1", "eu2")));

  private static BridgeState bridge(String jid, String region, double stress) {
    return new BridgeState(jid, "2.3", region, "r-" + jid, true, false, false, false, stress);
  }

  private static BridgeState with(BridgeState b, UnaryOperator<Flags> change) {
    Flags f = change.apply(new Flags(b.version(), b.relayId(), true, false, false, false));
    return new BridgeState(
        b.jid(), f.version, b.region(), f.relay, f.up, f.drain, f.graceful, f.last, b.stress());
  }

  private record Flags(
      String version, String relay, boolean up, boolean drain, boolean graceful, boolean last) {}

  private static BridgeState draining(BridgeState bridge) {
    return with(bridge, f -> new Flags(f.version, f.relay, true, true, false, false));
  }

  private static BridgeState graceful(BridgeState bridge) {
    return with(bridge, f -> new Flags(f.version, f.relay, true, false, true, false));
  }

  private static BridgeState shuttingDown(BridgeState bridge) {
    return with(bridge, f -> new Flags(f.version, f.relay, true, false, true, true));
  }

  private static BridgeState failed(BridgeState bridge) {
    return with(bridge, f -> new Flags(f.version, f.relay, false, false, false, false));
  }

  private static BridgeState version(BridgeState bridge, String version) {
    return with(bridge, f -> new Flags(version, f.relay, true, false, false, false));
  }

  private static BridgeState alone(BridgeState bridge) {
    return with(bridge, f -> new Flags(f.version, "", true, f.drain, false, false));
  }

  private static SelectionSettings strategy(Strategy strategy) {
    return new SelectionSettings(strategy, true, 0.8, 3, Optional.empty(), List.of());
  }

  private static SelectionSettings local(String region) {
    return new SelectionSettings(
        Strategy.REGION_BASED, true, 0.8, 3, Optional.of(region), REGIONS.regionGroups());
  }

  private static String choose(
      SelectionSettings settings, List<BridgeState> known, List<Seats> seats, String region) {
    return new BridgeSelection(settings)
        .choose(known, seats, region)
        .map(BridgeState::jid)
        .orElse("none");
  }

  private static final BridgeState A = bridge("a", "eu1", 0.5);
  private static final BridgeState B = bridge("b", "eu1", 0.3);
  private static final BridgeState C = bridge("c", "eu2", 0.1);
  private static final BridgeState D = bridge("d", "us", 0.0);
  private static final List<Seats> NOBODY = List.of();
  private static final List<Seats> ON_A = List.of(new Seats("a", 2));

  @ParameterizedTest
  @EnumSource(Strategy.class)
  void withoutABridgeNobodyIsChosen(Strategy strategy) {
    assertThat(choose(strategy(strategy), List.of(), NOBODY, "eu1")).isEqualTo("none");
    assertThat(choose(strategy(strategy), List.of(failed(A), shuttingDown(B)), NOBODY, "eu1"))
        .isEqualTo("none");
  }

  @ParameterizedTest
  @EnumSource(Strategy.class)
  void drainAndGracefulShutdownAreWishes(Strategy strategy) {
    SelectionSettings settings = strategy(strategy);
    assertThat(choose(settings, List.of(A, draining(B)), NOBODY, "eu1")).isEqualTo("a");
    assertThat(choose(settings, List.of(A, graceful(B)), NOBODY, "eu1")).isEqualTo("a");
    assertThat(choose(settings, List.of(draining(A), graceful(B)), NOBODY, "eu1"))
        .as("not draining comes before not graceful")
        .isEqualTo("b");
    assertThat(choose(settings, List.of(draining(B)), NOBODY, "eu1")).isEqualTo("b");
    assertThat(choose(settings, List.of(graceful(B)), NOBODY, "eu1")).isEqualTo("b");
  }

  @Test
  void aConferenceKeepsItsVersion() {
    assertThat(choose(REGIONS, List.of(A, version(B, "2.3-r2")), ON_A, "eu1")).isEqualTo("a");
    assertThat(choose(REGIONS, List.of(draining(A), version(B, "2.3-r2")), ON_A, "eu1"))
        .as("even where its bridge would rather have nobody")
        .isEqualTo("a");
    assertThat(choose(REGIONS, List.of(failed(A), version(B, "2.3-r2")), ON_A, "eu1"))
        .isEqualTo("none");
  }

  @Test
  void withoutOctoOrRelayIdAConferenceStaysWhereItIs() {
    SelectionSettings noOcto =
        new SelectionSettings(Strategy.REGION_BASED, false, 0.8, 3, Optional.empty(), List.of());
    assertThat(choose(noOcto, List.of(draining(A), B), ON_A, "eu1")).isEqualTo("a");
    assertThat(choose(REGIONS, List.of(alone(draining(A)), B), ON_A, "eu1")).isEqualTo("a");
    assertThat(choose(REGIONS, List.of(draining(A), B), ON_A, "eu1"))
        .as("with both it spreads, so that a drain works")
        .isEqualTo("b");
  }

  @Test
  void regionBasedGoesFromNearToFarAndFromFreeToFull() {
    BridgeState full = bridge("a", "eu1", 0.8);
    assertThat(choose(REGIONS, List.of(A, B, C, D), ON_A, "eu1")).isEqualTo("a");
    assertThat(choose(REGIONS, List.of(B, C, D), List.of(new Seats("c", 1)), "eu1"))
        .as("on a bridge of the conference in the group, before a new one in the region")
        .isEqualTo("c");
    assertThat(choose(REGIONS, List.of(full, B, C, D), ON_A, "eu1")).isEqualTo("b");
    assertThat(choose(REGIONS, List.of(full, C, D), ON_A, "eu1")).isEqualTo("c");
    assertThat(choose(REGIONS, List.of(full, D), ON_A, "eu1")).isEqualTo("d");
    assertThat(choose(REGIONS, List.of(full, bridge("d", "us", 0.9)), ON_A, "eu1"))
        .as("all are overloaded: no further bridge for this conference")
        .isEqualTo("a");
    assertThat(
            choose(
                REGIONS, List.of(full, bridge("d", "us", 0.9)), List.of(new Seats("a", 3)), "eu1"))
        .as("nor one below its limit: simply the least loaded")
        .isEqualTo("a");
  }

  @Test
  void aBridgeWithTooManyOfAConferenceCountsAsOverloaded() {
    assertThat(choose(REGIONS, List.of(A, B), List.of(new Seats("a", 3)), "eu1")).isEqualTo("b");
    assertThat(choose(REGIONS, List.of(A, B), List.of(new Seats("b", 3)), "eu1")).isEqualTo("a");
  }

  @Test
  void theLocalRegionStandsInForAnUnknownOne() {
    assertThat(choose(local("eu1"), List.of(A, D), NOBODY, "")).isEqualTo("a");
    assertThat(choose(REGIONS, List.of(A, D), NOBODY, "")).isEqualTo("d");
    assertThat(choose(local("eu1"), List.of(A, C), NOBODY, "eu2"))
        .as("the first of a conference, in the same group")
        .isEqualTo("a");
    assertThat(choose(local("eu1"), List.of(A, C), List.of(new Seats("x", 1)), "eu2"))
        .as("a later one")
        .isEqualTo("c");
    assertThat(choose(local("eu1"), List.of(A, D), NOBODY, "asia")).isEqualTo("a");
  }

  @Test
  void singleStaysWhereTheFirstOneWas() {
    SelectionSettings single = strategy(Strategy.SINGLE);
    assertThat(choose(single, List.of(A, B, C), NOBODY, "eu1")).isEqualTo("b");
    assertThat(choose(single, List.of(A, B, C), NOBODY, "asia")).isEqualTo("c");
    assertThat(choose(single, List.of(A, B, C), ON_A, "eu2")).isEqualTo("a");
  }

  @Test
  void intraRegionStaysInTheRegionOfTheFirstBridge() {
    SelectionSettings intra = strategy(Strategy.INTRA_REGION);
    BridgeState full = bridge("a", "eu1", 0.9);
    assertThat(choose(intra, List.of(A, B, C), NOBODY, "eu2")).isEqualTo("c");
    assertThat(choose(intra, List.of(full, B, C), ON_A, "eu2")).isEqualTo("b");
    assertThat(choose(intra, List.of(full, C), ON_A, "eu2")).isEqualTo("a");
  }

  @Test
  void splitGoesWhereFewestAre() {
    assertThat(choose(strategy(Strategy.SPLIT), List.of(A, B), List.of(new Seats("b", 1)), ""))
        .isEqualTo("a");
  }

  @Test
  void strategiesAreKnownByTheirNames() {
    assertThat(Strategy.of("RegionBasedBridgeSelectionStrategy")).isEqualTo(Strategy.REGION_BASED);
    assertThatThrownBy(() -> Strategy.of("VisitorSelectionStrategy"))
        .hasMessage("No model of the bridge selection VisitorSelectionStrategy");
  }

  @Test
  void whoCameLatelyCountsBeforeTheBridgeTellsIt() {
    assertThat(BridgeState.corrected(0.5, 10, 0.01)).isEqualTo(0.6);
  }
}
