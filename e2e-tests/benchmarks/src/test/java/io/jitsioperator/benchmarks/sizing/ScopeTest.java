package io.jitsioperator.benchmarks.sizing;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitsioperator.simulate.load.Loads;
import io.jitsioperator.simulate.policy.Limits;
import io.jitsioperator.simulate.policy.Setting;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScopeTest {

  @Test
  void noSeedIsForBothTuningAndTheFinalTable() {
    assertThat(new Scope(3, true, 12, 1, List.of()).seeds()).containsExactly(0L, 2L, 4L);
    assertThat(new Scope(3, false, 12, 1, List.of()).seeds()).containsExactly(1L, 3L, 5L);
  }

  @Test
  void theSameScopeGivesTheSameRuns() throws InterruptedException {
    Scope scope = new Scope(2, true, 3, 1, List.of(Loads.FLAPPING, Loads.WEBINAR));
    List<Trial> once = new Trials(scope, any -> {}).run(Contestants::usual);
    assertThat(new Trials(scope, any -> {}).run(Contestants::usual)).isEqualTo(once);
    assertThat(once).hasSize(2 * 2 * (7 + 1));
    assertThat(Batch.of(once)).allSatisfy(each -> assertThat(each.trials()).hasSize(2));
  }

  @Test
  void thePeakIsTheHighestPointOfTheBound() {
    var load = Loads.DIURNAL.draw(1, 12);
    assertThat(Trials.peak(load)).isBetween(11, 15);
  }

  @Test
  void oursHasOneUsualSettingAndFiveOrMoreBesideIt() {
    for (Loads load : Loads.values()) {
      List<Setting> ours =
          Contestants.on(load).stream().filter(each -> each.policy().equals(Batch.OURS)).toList();
      assertThat(ours).hasSizeGreaterThan(5).filteredOn(Setting::usual).hasSize(1);
      assertThat(ours).extracting(Setting::words).doesNotHaveDuplicates();
      assertThat(ours.stream().anyMatch(each -> each.words().startsWith("schedule")))
          .isEqualTo(load == Loads.SCHOOL_BELL || load == Loads.WEBINAR);
      Setting.Ground ground = new Setting.Ground(new Limits(2, 48), 12);
      ours.forEach(each -> assertThat(each.on(ground).name()).isEqualTo(Batch.OURS));
    }
  }
}
