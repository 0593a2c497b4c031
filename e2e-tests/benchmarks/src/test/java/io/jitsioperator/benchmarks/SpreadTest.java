package io.jitsioperator.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {

  @Test
  void theMedianIsTheMiddleWhateverTheOrder() {
    Spread spread = new Spread(List.of(9.0, 1.0, 5.0));
    assertThat(List.of(spread.min(), spread.median(), spread.max())).containsExactly(1.0, 5.0, 9.0);
  }

  @Test
  void theMedianOfAnEvenNumberLiesBetween() {
    assertThat(new Spread(List.of(4.0, 1.0, 2.0, 8.0)).median()).isEqualTo(3.0);
  }

  @Test
  void aPartOfTheSamplesIsNotAboveItsBound() {
    Spread spread = new Spread(List.of(4.0, 1.0, 2.0, 8.0));
    assertThat(List.of(spread.part(0), spread.part(0.5), spread.part(0.51), spread.part(0.99)))
        .containsExactly(1.0, 2.0, 4.0, 8.0);
  }

  @Test
  void noSamplesHaveNoMedian() {
    assertThatThrownBy(() -> new Spread(List.of())).hasMessage("no samples");
  }
}
