package io.jitsioperator.benchmarks.sizing;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitsioperator.simulate.run.Fault;
import io.jitsioperator.simulate.run.Series;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultTrialsTest {

  /** A point every 30 s. */
  private static Series wanted(int... sizes) {
    List<Series.Point> points = new ArrayList<>();
    for (int i = 0; i < sizes.length; i++) {
      points.add(new Series.Point(30.0 * i, 1, sizes[i], sizes[i], 0));
    }
    return new Series(points);
  }

  /** From 60 s to 150 s. */
  private static final Fault FAULT = new Fault(Fault.Kind.METRICS_GAP, 60_000, 90_000);

  @Test
  void onlyWhatShrinksWhileItLastsCounts() {
    assertThat(FaultTrials.shrinks(wanted(9, 8, 5, 5, 6, 6, 2), FAULT)).isZero();
    assertThat(FaultTrials.shrinks(wanted(9, 8, 5, 4, 6, 3, 2), FAULT)).isEqualTo(2);
  }

  @Test
  void growthIsBesideTheSameDayWithoutIt() {
    Series calm = wanted(1, 1, 3, 4, 5, 6, 7);
    assertThat(FaultTrials.growth(wanted(1, 9, 3, 5, 4, 6, 9), calm, FAULT)).isEqualTo(1);
    assertThat(FaultTrials.growth(wanted(1, 1, 2, 2, 2, 2, 2), calm, FAULT)).isZero();
  }
}
