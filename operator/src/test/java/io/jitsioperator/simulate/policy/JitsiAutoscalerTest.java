package io.jitsioperator.simulate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitsioperator.simulate.policy.JitsiAutoscaler.Settings;
import io.jitsioperator.simulate.policy.Policy.Removal;
import io.jitsioperator.simulate.policy.Sight.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Contracts §9.2 and 9.3, with the production pool of §9.6: 0.3 in 2 minutes, 0.1 in 10. */
class JitsiAutoscalerTest {

  private static final Settings PRODUCTION = Settings.production(new Limits(2, 8));

  /** The sizes at each half minute, if it sees this. */
  private static List<Integer> sizes(Settings settings, int until, IntFunction<Bridges> seen) {
    JitsiAutoscaler policy = new JitsiAutoscaler(settings);
    List<Integer> sizes = new ArrayList<>();
    for (int second = 0; second <= until; second += 30) {
      sizes.add(policy.decide(seen.apply(second).sight()).size());
    }
    return sizes;
  }

  @Test
  void twoPeriodsMustAgreeOnMore() {
    // Points at 0 s and 60 s: two periods have one at 60 s.
    assertThat(sizes(PRODUCTION, 60, second -> new Bridges(second).active(4, 0.3)))
        .containsExactly(4, 4, 5);
    assertThat(
            sizes(
                PRODUCTION,
                120,
                second -> new Bridges(second).active(4, second == 60 ? 0.29 : 0.3)))
        .containsExactly(4, 4, 4, 4, 4);
  }

  @Test
  void tenPeriodsMustAgreeOnFewerAndAnEmptyOneCountsAsNothing() {
    // At the start all ten are empty but the newest.
    assertThat(sizes(PRODUCTION, 0, second -> new Bridges(second).active(4, 0.09)))
        .containsExactly(3);
    // One point that is too high is out of the ten periods 600 s later.
    List<Integer> sizes =
        sizes(PRODUCTION, 600, second -> new Bridges(second).active(4, second == 0 ? 0.2 : 0.09));
    assertThat(sizes.subList(0, 20)).containsOnly(4);
    assertThat(sizes.getLast()).isEqualTo(3);
  }

  @Test
  void afterAChangeItRestsTenMinutesInBothDirections() {
    JitsiAutoscaler policy = new JitsiAutoscaler(PRODUCTION);
    List<Integer> changes = new ArrayList<>();
    int size = 2;
    for (int second = 0; second <= 2400; second += 30) {
      int next = policy.decide(new Bridges(second).active(size, 0.9).sight()).size();
      if (next != size) {
        changes.add(second);
      }
      size = next;
    }
    assertThat(changes).containsExactly(60, 660, 1260, 1860);
  }

  @Test
  void itWaitsForTheLauncher() {
    Settings noRest = PRODUCTION.steps(1, 1, Duration.ZERO);
    // One more is wanted at 60 s and never comes: no second one is wanted.
    assertThat(sizes(noRest, 300, second -> new Bridges(second).active(4, 0.9)))
        .endsWith(5, 5, 5, 5, 5);
    // That which starts counts at once, so that the next is wanted.
    assertThat(
            sizes(
                noRest,
                120,
                second ->
                    new Bridges(second).active(4, 0.9).coming(Stage.STARTING, second > 60 ? 1 : 0)))
        .containsExactly(4, 4, 5, 6, 6);
  }

  @Test
  void oneMissedReportIsBridged() {
    Settings noRest = PRODUCTION.steps(1, 1, Duration.ZERO).thresholds(0.3, 0);
    // The second of two bridges is busy; without its point, the mean of the newest period falls.
    IntFunction<Bridges> missesOne =
        second -> {
          Bridges bridges = new Bridges(second).active(1, 0.1);
          return second < 60 ? bridges.active(1, 0.5) : bridges.silent(1, 0.5);
        };
    assertThat(sizes(noRest, 120, missesOne)).containsExactly(2, 2, 3, 3, 3);
  }

  @Test
  void filledValuesDoNotFillOthers() {
    StressPeriods periods = new StressPeriods();
    periods.note(new Bridges(0).active(1, 0.1).active(1, 0.5).sight());
    periods.note(new Bridges(60).active(1, 0.1).silent(1, 0.5).sight());
    periods.note(new Bridges(120).active(1, 0.1).silent(1, 0.5).sight());
    periods.note(new Bridges(180).active(1, 0.1).active(1, 0.7).sight());
    Duration minute = Duration.ofSeconds(60);
    // Two in a row are missing: none is filled, as neither has a point on both sides.
    assertThat(periods.values(Bridges.START.plusSeconds(180), 4, minute))
        .usingElementComparator(JitsiAutoscalerTest::nearly)
        .containsExactly(0.4, 0.1, 0.1, 0.3);
    // While only the newest was missing, it was filled with 0.5.
    assertThat(periods.values(Bridges.START.plusSeconds(60), 2, minute).getFirst()).isEqualTo(0.3);
  }

  private static int nearly(double one, double other) {
    return Math.abs(one - other) < 1e-9 ? 0 : Double.compare(one, other);
  }

  @Test
  void aHoleWithPointsOnBothSidesIsFilledWithTheOlder() {
    StressPeriods periods = new StressPeriods();
    periods.note(new Bridges(0).active(1, 0.1).active(1, 0.5).sight());
    periods.note(new Bridges(60).active(1, 0.1).silent(1, 0.5).sight());
    periods.note(new Bridges(120).active(1, 0.1).active(1, 0.9).sight());
    assertThat(periods.values(Bridges.START.plusSeconds(120), 3, Duration.ofSeconds(60)))
        .containsExactly(0.5, 0.3, 0.3);
  }

  @Test
  void thereIsOnePointAMinute() {
    StressPeriods periods = new StressPeriods();
    periods.note(new Bridges(0).active(1, 0.2).sight());
    periods.note(new Bridges(30).active(1, 0.8).sight());
    assertThat(periods.values(Bridges.START.plusSeconds(30), 1, Duration.ofSeconds(60)))
        .containsExactly(0.2);
  }

  @Test
  void withoutMetricsItShrinks() {
    assertThat(sizes(PRODUCTION, 0, second -> new Bridges(second).silent(4, 0.9)))
        .containsExactly(3);
  }

  @Test
  void withoutInstancesItDoesNotDecide() {
    assertThat(sizes(PRODUCTION, 60, Bridges::new)).containsExactly(2, 2, 2);
    Settings eager = Settings.production(new Limits(0, 8)).thresholds(0, 0);
    assertThat(sizes(eager, 60, Bridges::new)).containsExactly(0, 0, 0);
  }

  @Test
  void minAndMaxHold() {
    assertThat(sizes(PRODUCTION, 60, second -> new Bridges(second).active(8, 0.9))).containsOnly(8);
    assertThat(sizes(PRODUCTION, 60, second -> new Bridges(second).active(2, 0.01)))
        .containsOnly(2);
  }

  @Test
  void atMinAndMaxNothingChangesAndThereIsNoRest() {
    Settings longRest = PRODUCTION.steps(1, 1, Duration.ofHours(1));
    // Full for five minutes, then idle: ten quiet minutes later one goes.
    assertThat(
            sizes(longRest, 960, second -> new Bridges(second).active(8, second > 300 ? 0 : 0.9)))
        .endsWith(7);
    assertThat(
            sizes(longRest, 420, second -> new Bridges(second).active(2, second > 300 ? 0.9 : 0)))
        .endsWith(3);
  }

  @Test
  void whatIsTheCloudsStaysWhenTheLauncherTakesOneAway() {
    JitsiAutoscaler policy = new JitsiAutoscaler(Settings.production(new Limits(2, 4)));
    Bridges bridges = new Bridges(1200).active(5, 0.2).coming(Stage.PENDING, 1);
    assertThat(policy.decide(bridges.sight()).size()).isEqualTo(5);
  }

  @Test
  void thoseToldToGoDoNotCount() {
    assertThat(sizes(PRODUCTION, 30, second -> new Bridges(second).active(3, 0.2).leaving(2, 0.9)))
        .containsOnly(3);
  }

  @Test
  void whatHasNotComeUpInFifteenMinutesIsTheCloudsAndHoldsTheLauncher() {
    // From 870 s on (made 30 s before the start) it is not tracked, but in the cloud: no new one.
    assertThat(
            sizes(
                PRODUCTION,
                1200,
                second -> new Bridges(second).active(4, 0.2).coming(Stage.PENDING, 1)))
        .containsOnly(5);
    // AUTOSCALE waits, as 4 tracked are not 5.
    JitsiAutoscaler policy = new JitsiAutoscaler(PRODUCTION);
    List<Integer> sizes = new ArrayList<>();
    for (int second = 0; second <= 1200; second += 30) {
      double stress = second > 900 ? 0.9 : 0.2;
      Bridges bridges = new Bridges(second).active(4, stress).coming(Stage.PENDING, 1);
      sizes.add(policy.decide(bridges.sight()).size());
    }
    assertThat(sizes).containsOnly(5);
  }

  @Test
  void theEmptiestGoes() {
    JitsiAutoscaler policy = new JitsiAutoscaler(PRODUCTION);
    assertThat(policy.decide(new Bridges(0).active(4, 0.2).sight()).removal())
        .isEqualTo(new Removal.Emptiest());
    assertThat(policy.period()).isEqualTo(Duration.ofSeconds(30));
  }
}
