package io.jitsioperator.simulate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitsioperator.simulate.policy.HorizontalPodAutoscaler.Metric;
import io.jitsioperator.simulate.policy.HorizontalPodAutoscaler.Settings;
import io.jitsioperator.simulate.policy.Policy.Removal;
import io.jitsioperator.simulate.policy.ScalingRules.Kind;
import io.jitsioperator.simulate.policy.ScalingRules.Rate;
import io.jitsioperator.simulate.policy.ScalingRules.Select;
import io.jitsioperator.simulate.policy.Sight.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Worked examples of the documentation of Kubernetes, and what its code does beside them. */
class HorizontalPodAutoscalerTest {

  private static final Limits WIDE = new Limits(1, 1000);
  private static final Settings STRESS = Settings.of(Metric.STRESS, 0.1, WIDE);
  private static final ScalingRules AT_ONCE =
      new ScalingRules(Duration.ZERO, Select.MAX, ScalingRules.down().rates());

  private static int once(Settings settings, Bridges bridges) {
    return new HorizontalPodAutoscaler(settings).decide(bridges.sight()).size();
  }

  private static Settings atOnce(Settings settings) {
    return settings.rules(ScalingRules.up(), AT_ONCE);
  }

  @ParameterizedTest(name = "{0} of 0.1 on {1} pods makes {2}")
  @CsvSource({
    "0.2,  4,  8", // 200m of 100m doubles
    "0.05, 4,  2", // 50m of 100m halves
    "0.05, 5,  3", // rounded up
    "0.11, 10, 10", // within 10 %
    "0.09, 10, 10",
    "0.111, 10, 12",
    "0.089, 10, 9",
  })
  void theSizeFollowsTheRatio(double stress, int pods, int expected) {
    assertThat(once(atOnce(STRESS), new Bridges(0).active(pods, stress))).isEqualTo(expected);
  }

  @Test
  void aMissingMetricCountsAsTheTargetWhenItWouldShrink() {
    // 6 at half the target: 3 of 6; with 4 unknown at the target: 0.7 of 10.
    Bridges bridges = new Bridges(0).active(6, 0.05).silent(4, 0.9);
    assertThat(once(atOnce(STRESS), bridges)).isEqualTo(7);
  }

  @Test
  void aMissingMetricCountsAsNothingWhenItWouldGrow() {
    // 10 at 1.2 of the target would be 12; with one unknown at 0 it is 1.09 of 11: tolerated.
    assertThat(once(STRESS, new Bridges(0).active(10, 0.12).silent(1, 0.9))).isEqualTo(11);
    // Twice the target is 1.82 of 11.
    assertThat(once(STRESS, new Bridges(0).active(10, 0.2).silent(1, 0.9))).isEqualTo(20);
  }

  @Test
  void thoseThatStartDampenGrowth() {
    Bridges bridges = new Bridges(0).active(10, 0.12).coming(Stage.PENDING, 1);
    assertThat(once(STRESS, bridges)).isEqualTo(11);
  }

  @Test
  void thoseThatStartDoNotMakeItShrinkNorKeepItFromThat() {
    // 0.92 of the target is tolerated; with one more at 0 it would not be.
    Bridges near = new Bridges(0).active(10, 0.092).coming(Stage.PENDING, 1);
    Bridges half = new Bridges(0).active(4, 0.05).coming(Stage.PENDING, 2);
    assertThat(List.of(once(atOnce(STRESS), near), once(atOnce(STRESS), half)))
        .containsExactly(11, 2);
  }

  @Test
  void theDirectionDoesNotTurn() {
    // 2 at 1.4 of the target; with 2 unknown at 0 it is 0.7: neither up nor down.
    assertThat(once(atOnce(STRESS), new Bridges(0).active(2, 0.14).silent(2, 0.1))).isEqualTo(4);
  }

  @Test
  void withoutAnyMetricNothingChanges() {
    assertThat(once(atOnce(STRESS), new Bridges(0).silent(5, 0.9))).isEqualTo(5);
  }

  @Test
  void thoseThatEndAreNotSeen() {
    Bridges bridges = new Bridges(0).active(4, 0.1).leaving(4, 0.9);
    assertThat(once(STRESS, bridges)).isEqualTo(4);
  }

  @Test
  void processorTimeIsOfTheRequest() {
    Settings cpu = Settings.of(Metric.CPU, 0.6, WIDE);
    assertThat(once(cpu, new Bridges(0).active(4, 0.1, 0.9, 5))).isEqualTo(6);
  }

  @Test
  void processorTimeOfAPodCountsFromOneWindowAfterItIsReady() {
    Settings cpu = Settings.of(Metric.CPU, 0.6, WIDE);
    // 4 at 1.5 of the target: 6. A pod that starts at full speed is reckoned as 0: 1.2 of 5.
    Bridges early = new Bridges(0).active(4, 0, 0.9, 5).fresh(1, Duration.ofSeconds(20), 2);
    Bridges late = new Bridges(0).active(4, 0, 0.9, 5).fresh(1, Duration.ofSeconds(30), 2);
    assertThat(List.of(once(cpu, early), once(cpu, late))).containsExactly(6, 10);
  }

  @Test
  void itShrinksToTheHighestThatWasWantedInFiveMinutes() {
    HorizontalPodAutoscaler hpa = new HorizontalPodAutoscaler(STRESS);
    List<Integer> sizes = new ArrayList<>();
    // Wanted: 10 at 0 s, 6 at 15 s, 4 from 30 s on.
    for (int second = 0; second <= 345; second += 15) {
      double stress = second == 0 ? 0.1 : second == 15 ? 0.06 : 0.04;
      sizes.add(hpa.decide(new Bridges(second).active(10, stress).sight()).size());
    }
    assertThat(sizes.subList(0, 20)).containsOnly(10);
    assertThat(sizes.subList(20, 23)).containsExactly(6, 4, 4);
  }

  @Test
  void itGrowsByDoubleOrFourInFifteenSeconds() {
    HorizontalPodAutoscaler hpa = new HorizontalPodAutoscaler(STRESS);
    List<Integer> sizes = new ArrayList<>();
    int size = 1;
    for (int second = 0; second <= 60; second += 15) {
      size = hpa.decide(new Bridges(second).active(size, 9).sight()).size();
      sizes.add(size);
    }
    assertThat(sizes).containsExactly(5, 10, 20, 40, 80);
  }

  @Test
  void aSecondStepInTheSamePeriodGetsWhatTheFirstLeft() {
    ScalingRules slow =
        new ScalingRules(
            Duration.ZERO, Select.MAX, List.of(new Rate(Kind.PODS, 4, Duration.ofSeconds(60))));
    HorizontalPodAutoscaler hpa = new HorizontalPodAutoscaler(STRESS.rules(slow, AT_ONCE));
    List<Integer> sizes = new ArrayList<>();
    int size = 10;
    for (int second = 0; second <= 60; second += 15) {
      // 12 are wanted at first, then as many as can be.
      double stress = second == 0 ? 0.12 : 9;
      size = hpa.decide(new Bridges(second).active(size, stress).sight()).size();
      sizes.add(size);
    }
    assertThat(sizes).containsExactly(12, 14, 14, 14, 16);
  }

  @Test
  void theDocumentedExampleFromEightyToTen() {
    List<Rate> rates =
        List.of(
            new Rate(Kind.PODS, 4, Duration.ofSeconds(60)),
            new Rate(Kind.PERCENT, 10, Duration.ofSeconds(60)));
    assertThat(shrunk(Select.MAX, rates))
        .startsWith(72, 64, 57, 51, 45, 40, 36, 32)
        .endsWith(16, 12, 10);
    assertThat(shrunk(Select.MIN, rates)).startsWith(76, 72, 68).endsWith(15, 13, 11, 10);
    assertThat(shrunk(Select.DISABLED, rates)).containsOnly(80);
  }

  /** The sizes on the way from 80 to 10, a minute each. */
  private static List<Integer> shrunk(Select select, List<Rate> rates) {
    ScalingRules down = new ScalingRules(Duration.ZERO, select, rates);
    HorizontalPodAutoscaler hpa =
        new HorizontalPodAutoscaler(
            Settings.of(Metric.STRESS, 0.5, WIDE).rules(ScalingRules.up(), down));
    List<Integer> sizes = new ArrayList<>();
    int size = 80;
    for (int minute = 0; minute < 60 && size > 10; minute++) {
      Bridges bridges = new Bridges(60L * minute).active(size, 4.9 / size);
      size = hpa.decide(bridges.sight()).size();
      sizes.add(size);
    }
    return sizes;
  }

  @Test
  void minAndMaxHold() {
    Settings narrow = atOnce(Settings.of(Metric.STRESS, 0.1, new Limits(3, 6)));
    assertThat(
            List.of(
                once(narrow, new Bridges(0).active(4, 0.01)),
                once(narrow, new Bridges(0).active(4, 0.9)),
                once(narrow, new Bridges(0).active(1, 0.1)),
                once(narrow, new Bridges(0).active(9, 0.1))))
        .containsExactly(3, 6, 3, 6);
  }

  @Test
  void theVictimIsBlindAndHasHalfAMinute() {
    HorizontalPodAutoscaler hpa = new HorizontalPodAutoscaler(STRESS);
    assertThat(hpa.decide(new Bridges(0).active(1, 0.1).sight()).removal())
        .isEqualTo(new Removal.Blind(Duration.ofSeconds(30)));
    assertThat(hpa.period()).isEqualTo(Duration.ofSeconds(15));
  }
}
