package io.jitsioperator.benchmarks.sizing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class IntervalTest {

  @Test
  void aWorkedExample() {
    // Mean 5, sum of squares 32, standard error sqrt(32 / 7 / 8) = 0.7559, t of 7 = 2.365.
    Interval interval = Interval.of(List.of(2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0));
    assertThat(interval.mean()).isEqualTo(5);
    assertThat(interval.half()).isCloseTo(1.788, within(0.001));
  }

  @Test
  void twoSamplesSayLittle() {
    // Standard error 1, t of 1 = 12.706.
    assertThat(Interval.of(List.of(1.0, 3.0)).half()).isCloseTo(12.706, within(0.001));
  }

  @Test
  void manySamplesComeNearTheNormalDistribution() {
    List<Double> samples = new ArrayList<>(Collections.nCopies(50, 0.0));
    samples.addAll(Collections.nCopies(51, 2.0));
    // 101 samples, standard error sqrt(4 * 50 * 51 / 101 / 100 / 101) = 0.1, t of 100 = 1.984.
    assertThat(Interval.of(samples).half()).isCloseTo(0.1984, within(0.0002));
  }

  @Test
  void oneSampleIsRefused() {
    assertThatThrownBy(() -> Interval.of(List.of(1.0))).hasMessageContaining("two samples");
  }

  @Test
  void sureIsOnlyWhatDoesNotTouchZero() {
    assertThat(new Interval(-2, 1).below()).isTrue();
    assertThat(new Interval(-1, 1).below()).isFalse();
    assertThat(new Interval(2, 1).above()).isTrue();
    assertThat(new Interval(1, 1).above()).isFalse();
    assertThat(new Interval(0, 0).below() || new Interval(0, 0).above()).isFalse();
  }

  @Test
  void words() {
    assertThat(new Interval(0.0012, 0.0005).times(100).words(2)).isEqualTo("0.12 ± 0.05");
    assertThat(new Interval(3, 0).words(1)).isEqualTo("3.0");
  }
}
