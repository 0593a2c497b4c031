package io.jitsioperator.simulate.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitsioperator.simulate.load.Load;
import io.jitsioperator.simulate.policy.Policy;
import io.jitsioperator.simulate.policy.Policy.Removal;
import io.jitsioperator.simulate.policy.Sight;
import io.jitsioperator.simulate.policy.Sight.Stage;
import io.jitsioperator.simulate.run.Fault.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongToIntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Faults do what they say, when they say it. They begin at 600 s.
 *
 * <p>Seen to fail with: a gap in which bridges are heard; the same policy after a restart; a node
 * that is drained and not left; a liar whose lie never ends.
 */
class FaultsTest {

  private static final Load CALM =
      Probe.trace("0,a,20", "10,b,12", "20,c,8", "7200,a,0", "7200,b,0", "7200,c,0");

  private static final long AT = 600_000;

  private static Probe three(Kind kind) {
    return probe(kind, s -> 3);
  }

  private static Probe probe(Kind kind, LongToIntFunction size) {
    var probe = new Probe(new Removal.Planned(), size);
    probe.run(CALM, 3, kind.at(AT));
    return probe;
  }

  @ParameterizedTest
  @EnumSource
  void theyAreKnownByTheirNames(Kind kind) {
    assertThat(Kind.of(kind.word())).hasValue(kind);
    assertThat(kind.word()).matches("[a-z-]+");
  }

  @Test
  void inAGapNothingIsSeen() {
    var probe = three(Kind.METRICS_GAP);
    assertThat(probe.bridges(0, 600)).noneMatch(Sight.Seen::silent);
    assertThat(probe.bridges(620, 900)).allMatch(Sight.Seen::silent);
    assertThat(probe.bridges(620, 900))
        .as("the last that was heard is from before")
        .allMatch(each -> Probe.second(each.report().orElseThrow().at()) <= 600);
    assertThat(probe.bridges(910, 7200)).noneMatch(Sight.Seen::silent);
  }

  @Test
  void inAGapNobodyLeavesOrIsShutDown() {
    var smaller = probe(Kind.METRICS_GAP, s -> s < 650 ? 3 : 1);
    assertThat(smaller.bridges(620, 890)).noneMatch(each -> each.stage() == Stage.LEAVING);
    var load = Probe.trace("0,a,9", "30,b,5", "610,b,0", "1200,a,0");
    var leaving = new Probe(new Removal.Planned(), s -> s < 60 ? 2 : 1);
    leaving.run(load, 2, Kind.METRICS_GAP.at(AT));
    assertThat(leaving.last("bridge-1")).as("empty at 610 s, seen at 900 s").isBetween(915L, 930L);
  }

  @Test
  void halfIsSilent() {
    var silent = three(Kind.HALF_SILENT).seen(900, 900).getFirst().bridges();
    assertThat(silent.stream().map(Sight.Seen::silent)).containsExactly(false, true, false);
  }

  @Test
  void oneLies() {
    var low = three(Kind.LYING_BRIDGE);
    assertThat(low.bridges(600, 600)).allMatch(each -> stress(each) > 0.05);
    assertThat(low.seen(700, 2300)).allMatch(sight -> stress(sight.bridges().getFirst()) == 0);
    assertThat(low.seen(700, 2300)).allMatch(sight -> stress(sight.bridges().get(1)) > 0);
    assertThat(low.bridges(2420, 7000))
        .as("and later tells the truth")
        .allMatch(b -> stress(b) > 0);
    assertThat(three(Kind.LYING_BRIDGE_HIGH).seen(700, 2300))
        .allMatch(sight -> stress(sight.bridges().getFirst()) == 5);
  }

  @Test
  void withoutNodesPodsWait() {
    var probe = probe(Kind.NO_NODES, s -> s < 700 ? 3 : 4);
    assertThat(probe.seen(710, 2395))
        .allMatch(sight -> sight.bridges().get(3).stage() == Stage.PENDING);
    assertThat(probe.seen(2480, 7000))
        .allMatch(sight -> sight.bridges().get(3).stage() == Stage.ACTIVE);
  }

  @Test
  void slowImagesMakePodsLate() {
    var probe = probe(Kind.SLOW_IMAGE_PULL, s -> s < 700 ? 3 : 4);
    var late = probe.seen(2000, 2000).getFirst().bridges().get(3);
    assertThat(Duration.between(late.created(), late.ready().orElseThrow()))
        .isBetween(Duration.ofSeconds(320), Duration.ofSeconds(360));
  }

  @Test
  void aNoisyNeighbourMakesOneNodeBusy() {
    var probe = three(Kind.NOISY_NEIGHBOUR);
    assertThat(probe.seen(620, 2390))
        .allSatisfy(
            sight ->
                assertThat(sight.bridges().stream().filter(each -> stress(each) >= 1.05))
                    .as("second " + Probe.second(sight.now()))
                    .hasSize(1));
    assertThat(probe.bridges(2430, 7000)).allMatch(each -> stress(each) < 0.8);
    assertThat(probe.bridges(620, 2390))
        .as("its own work is as little as ever")
        .allMatch(b -> b.cpu() < 0.5);
  }

  @Test
  void aNoisyNeighbourReachesAllBridgesOfItsNode() {
    var probe = new Probe(new Removal.Planned(), s -> 3);
    probe.run(CALM, Terrain.warm(1, 3).withBridgesPerNode(2, true), Kind.NOISY_NEIGHBOUR.at(AT));
    var bridges = probe.seen(700, 700).getFirst().bridges();
    assertThat(bridges).filteredOn(each -> stress(each) >= 1.05).hasSize(2);
    assertThat(bridges.get(0).node()).isEqualTo(bridges.get(1).node());
    assertThat(bridges).allMatch(Sight.Seen::sharesNode);
  }

  @Test
  void aRestartForgets() {
    var made = new ArrayList<Probe>();
    Simulation.run(
        CALM,
        () -> {
          made.add(new Probe(new Removal.Planned(), s -> 3));
          return made.getLast();
        },
        Terrain.warm(1, 3),
        List.of(Kind.OPERATOR_RESTART.at(AT)));
    assertThat(made).hasSize(2);
    assertThat(made.getFirst().seen(601, 10_000)).isEmpty();
    assertThat(made.getLast().seen(0, 599)).isEmpty();
    assertThat(made.getLast().bridges(605, 605)).as("but the bridges are there").hasSize(3);
  }

  @Test
  void aDrainedNodeIsLeftAfterAReplacementServes() {
    var probe = new Probe(new Removal.Planned(), s -> 3);
    var result = probe.run(CALM, 3, Kind.NODE_DRAIN.at(AT)).result();
    long serves =
        probe.seen(600, 1000).stream()
            .filter(s -> s.bridges().size() == 4 && s.bridges().get(3).stage() == Stage.ACTIVE)
            .mapToLong(s -> Probe.second(s.now()))
            .findFirst()
            .orElseThrow();
    assertThat(probe.first(Stage.LEAVING).orElseThrow()).isBetween(serves, serves + 10);
    assertThat(result.moves()).as("after five minutes").isEqualTo(20);
    assertThat(result.cutOff()).isZero();
    assertThat(probe.last("bridge-0")).isBetween(serves + 300, serves + 340);
  }

  @Test
  void aDrainedNodeCutsThePeopleOfADeployment() {
    Policy blind = new Probe(new Removal.Blind(Duration.ofSeconds(30)), s -> 3);
    var result =
        Simulation.run(CALM, () -> blind, Terrain.warm(1, 3), List.of(Kind.NODE_DRAIN.at(AT)))
            .result();
    assertThat(result.cutOff()).isEqualTo(20);
  }

  private static double stress(Sight.Seen bridge) {
    return bridge.report().orElseThrow().stress();
  }
}
