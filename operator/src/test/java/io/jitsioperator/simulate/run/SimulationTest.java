package io.jitsioperator.simulate.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jitsioperator.simulate.load.Load;
import io.jitsioperator.simulate.load.Loads;
import io.jitsioperator.simulate.policy.Policy.Removal;
import io.jitsioperator.simulate.policy.Sight;
import io.jitsioperator.simulate.run.Fault.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.LongToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * What holds in every run, and sums that can be checked by hand. {@code -Dseed=…} replays what a
 * failure has printed.
 *
 * <p>Seen to fail with: people who are forgotten when their bridge is killed; a leave that takes
 * nobody off; a planned drain that kills now and then; a chance that is not drawn from the seed;
 * overload counted from 0.5 on; reports every 15 s, or measured each time; no limit of 80.
 */
class SimulationTest {

  private static final int RUNS = 60;

  @Test
  void whoCameIsGoneOrThereAndOnlyBlindRemovalCuts() {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    for (int i = 0; i < RUNS; i++) {
      var loads = Loads.values()[random.nextInt(Loads.values().length - 1)];
      var removal = removals().get(random.nextInt(4));
      var load = loads.draw(random.nextLong(), 1 + random.nextInt(4));
      var faults = faults(random, load);
      long wild = random.nextLong();
      var probe = new Probe(removal, s -> 1 + Chance.below(7, wild, s / 900));
      var outcome = probe.run(load, terrain(random), faults.toArray(Fault[]::new));
      var people = outcome.people();
      var where = "run %d of -Dseed=%d: %s %s %s".formatted(i, seed, loads, removal, faults);
      assertThat(people.joined())
          .as(where)
          .isEqualTo(people.left() + people.present() + people.waiting());
      assertThat(people.present() + people.waiting()).as(where).isEqualTo(atTheEnd(load));
      if (!(removal instanceof Removal.Blind)) {
        assertThat(outcome.result().cutOff()).as("cut off in " + where).isZero();
      }
    }
  }

  private static Terrain terrain(Random random) {
    return Terrain.warm(random.nextLong(), 1)
        .withBridgesPerNode(1 + random.nextInt(3), random.nextBoolean())
        .withNodes(random.nextInt(4), 4);
  }

  private static List<Fault> faults(Random random, Load load) {
    return Stream.generate(
            () ->
                Kind.values()[random.nextInt(Kind.values().length)].at(
                    (long) (random.nextDouble() * load.end())))
        .limit(random.nextInt(4))
        .toList();
  }

  private static long atTheEnd(Load load) {
    var present = new int[load.conferences()];
    for (int i = 0; i < load.size(); i++) {
      present[load.conference(i)] = load.people(i);
    }
    return Arrays.stream(present).sum();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "WEEK")
  void theSameSeedGivesTheSame(Loads loads) {
    assertThat(once(loads, 5)).isEqualTo(once(loads, 5)).isNotEqualTo(once(loads, 6));
  }

  private static Outcome once(Loads loads, long seed) {
    var probe = new Probe(new Removal.Planned(), s -> 2 + (int) (s / 1000 % 3));
    return probe.run(loads.draw(seed, 3), Terrain.warm(seed, 1), Kind.METRICS_GAP.at(3_600_000));
  }

  @Test
  void minutesAndHoursByHand() {
    var load = Probe.trace("0,a,10", "600,a,0", "3540,a,0");
    var probe = new Probe(new Removal.Planned(), s -> 2);
    var result = probe.run(load, 2).result();
    assertThat(result.participantMinutes()).isEqualTo(100);
    assertThat(result.overloadParticipantMinutes()).isZero();
    assertThat(result.lateJoins()).isZero();
    assertThat(result.bridgeHours()).as("two, for an hour").isEqualTo(2);
    assertThat(result.nodeHours()).isEqualTo(2);
    assertThat(result.fluidBridgeHours()).as("never below the minimum").isEqualTo(2);
  }

  @Test
  void peopleOnAFullBridgeAreCounted() {
    var load = Probe.trace("0,a,45", "60,b,45", "360,b,0", "3540,a,0");
    double full = 45 * load.cost(0, 45) * Load.UNIT;
    double more = full + 45 * load.cost(1, 45) * Load.UNIT;
    assertThat(full).as("the first conference alone").isLessThan(0.8);
    assertThat(more).as("both").isBetween(0.8, 2.4);
    var result = new Probe(new Removal.Planned(), s -> 1).run(load, 1).result();
    assertThat(result.overloadParticipantMinutes()).isCloseTo(5 * 90, within(1e-6));
    assertThat(result.lateJoins()).as("those who came when it was full").isBetween(1L, 44L);
    double bound = (1 * 55 + Math.ceil(more / 0.8) * 5) / 60;
    assertThat(result.fluidBridgeHours()).isCloseTo(bound, within(1e-6));
  }

  @Test
  void whoFindsNoBridgeWaitsAndIsLate() {
    var load = Probe.trace("0,a,3", "300,b,4", "600,b,4");
    var probe = new Probe(new Removal.Blind(Duration.ZERO), s -> s < 200 ? 1 : s < 400 ? 0 : 1);
    var outcome = probe.run(load, 1);
    assertThat(outcome.result().cutOff()).isEqualTo(3);
    assertThat(outcome.result().lateJoins()).isEqualTo(4);
    assertThat(outcome.result().overloadParticipantMinutes())
        .as("3 people from 200 s, 4 from 300 s, until the next bridge serves")
        .isBetween((3 * 220 + 4 * 120) / 60.0, (3 * 270 + 4 * 170) / 60.0);
    assertThat(outcome.people().present()).isEqualTo(7);
    assertThat(outcome.people().waiting()).isZero();
  }

  @Test
  void atMostEightyOfOneConferenceAreOnOneBridge() {
    var rows = new ArrayList<String>();
    IntStream.range(0, 40).forEach(i -> rows.add("0,c%d,0".formatted(i)));
    var any = Probe.trace(rows.toArray(String[]::new));
    int cheap =
        IntStream.range(0, 40)
            .boxed()
            .min(Comparator.comparing(c -> any.cost(c, 99)))
            .orElseThrow();
    IntStream.rangeClosed(1, 10)
        .forEach(i -> rows.add("%d,c%d,%d".formatted(60 * i, cheap, 10 * i)));
    rows.add("700,c%d,100".formatted(cheap));
    var load = Probe.trace(rows.toArray(String[]::new));
    assertThat(90 * load.cost(cheap, 90) * Load.UNIT).as("not for its stress").isLessThan(0.8);
    var probe = new Probe(new Removal.Planned(), s -> 3);
    probe.run(load, 3);
    assertThat(probe.seen(700, 700).getFirst().bridges())
        .extracting(each -> each.report().orElseThrow().participants())
        .containsExactlyInAnyOrder(80, 20, 0);
  }

  @Test
  void newConferencesGoToTheLeastLoaded() {
    var load = Probe.trace("0,a,10", "60,b,10", "120,c,10", "180,c,10");
    var probe = new Probe(new Removal.Planned(), s -> 3);
    probe.run(load, 3);
    assertThat(probe.seen(180, 180).getFirst().bridges())
        .allMatch(each -> each.report().orElseThrow().participants() == 10);
  }

  @Test
  void changesOfDirectionAreFlaps() {
    var load = Probe.trace("0,a,1", "7200,a,1");
    assertThat(flaps(load, s -> s < 600 ? 1 : s < 900 ? 2 : 1)).as("up, down").isEqualTo(1);
    assertThat(flaps(load, s -> s < 600 ? 1 : s < 1900 ? 2 : 1)).as("not so soon").isZero();
    assertThat(flaps(load, s -> (int) Math.min(5, 1 + s / 60))).as("only up").isZero();
  }

  private static long flaps(Load load, LongToIntFunction size) {
    return new Probe(new Removal.Planned(), size).run(load, 1).result().flaps();
  }

  @Test
  void aPointEveryHalfMinute() {
    var load = Probe.trace("0,a,10", "600,a,10");
    var points = new Probe(new Removal.Planned(), s -> 2).run(load, 1).series().points();
    assertThat(points).hasSize(660 / 30 + 1);
    assertThat(points.get(4).seconds()).isEqualTo(120);
    assertThat(points.get(4).capacity()).isEqualTo(2);
    assertThat(points.getFirst().capacity()).as("the second does not serve yet").isEqualTo(1);
    assertThat(points.get(4).desired()).isEqualTo(2);
    assertThat(points.get(4).load()).isCloseTo(10 * load.cost(0, 10) * Load.UNIT, within(1e-9));
  }

  @Test
  void aBridgeSpeaksEveryFiveSecondsAndMeasuresEveryTen() {
    var load = Probe.trace("0,a,1", "99,a,60", "300,a,60");
    var probe = new Probe(new Removal.Planned(), s -> 1);
    probe.run(load, 1);
    for (var sight : probe.seen(10, 300)) {
      var report = sight.bridges().getFirst().report().orElseThrow();
      assertThat(Duration.between(report.at(), sight.now()))
          .as("age at second %d", Probe.second(sight.now()))
          .isLessThan(Duration.ofMillis(5001));
    }
    var stresses =
        probe.bridges(10, 90).stream().map(each -> each.report().orElseThrow().stress()).toList();
    assertThat(stresses.stream().distinct().count())
        .as("one measurement in two reports")
        .isBetween(stresses.size() / 2L - 1, stresses.size() / 2L + 2);
    double truth = 60 * load.cost(0, 60) * Load.UNIT;
    assertThat(probe.bridges(115, 300))
        .as("what it measures, once a whole measurement is in it")
        .allSatisfy(each -> assertThat(stress(each)).isCloseTo(truth, within(0.051 * truth)));
    assertThat(probe.bridges(100, 105)).allMatch(each -> stress(each) < 0.9 * truth);
  }

  private static double stress(Sight.Seen bridge) {
    return bridge.report().orElseThrow().stress();
  }

  private static List<Removal> removals() {
    return List.of(
        new Removal.Planned(),
        new Removal.Blind(Duration.ofSeconds(30)),
        new Removal.Emptiest(),
        new Removal.OnlyEmpty());
  }
}
