package io.jitsioperator.benchmarks.sizing;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitsioperator.simulate.load.Loads;
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
    var settings = Contestants.usual();
    List<Trial> once = new Trials(scope, any -> {}).run(settings);
    assertThat(new Trials(scope, any -> {}).run(settings)).isEqualTo(once);
    assertThat(once).hasSize(2 * 2 * settings.size());
    assertThat(Batch.of(once)).allSatisfy(each -> assertThat(each.trials()).hasSize(2));
  }

  @Test
  void thePeakIsTheHighestPointOfTheBound() {
    var load = Loads.DIURNAL.draw(1, 12);
    assertThat(Trials.peak(load)).isBetween(11, 15);
  }
}
