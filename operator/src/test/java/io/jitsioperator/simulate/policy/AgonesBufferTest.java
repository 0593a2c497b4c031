package io.jitsioperator.simulate.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitsioperator.simulate.policy.AgonesBuffer.Size;
import io.jitsioperator.simulate.policy.Policy.Removal;
import io.jitsioperator.simulate.policy.Sight.Stage;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of Agones' documentation and of the comment in its code. */
class AgonesBufferTest {

  private static int size(Size size, Limits limits, Bridges bridges) {
    return new AgonesBuffer(size, limits).decide(bridges.sight()).size();
  }

  private static Bridges fleet(int allocated, int ready) {
    return new Bridges(0).active(allocated, 0.4).active(ready, 0, 0, 0);
  }

  @ParameterizedTest(name = "{0} allocated, {1} ready, between {2} and {3}: {4}")
  @CsvSource({
    "8, 2, 0, 20, 13",
    "0, 0, 10, 20, 10", // the documented example: buffer 5, 10 to 20
    "17, 3, 10, 20, 20",
    "6, 9, 10, 20, 11",
  })
  void aCountComesOnTopOfTheAllocated(int allocated, int ready, int min, int max, int expected) {
    assertThat(size(new Size.Count(5), new Limits(min, max), fleet(allocated, ready)))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} % with {1} allocated: {2}")
  @CsvSource({
    "30, 8, 12", // the example in the code: 8 of 10 allocated, 8 shall be 70 %
    "20, 8, 10",
    "50, 10, 20",
    "90, 1, 10",
    "1, 1, 2",
    "20, 0, 0",
  })
  void aPercentageIsOfTheFutureFleet(int percent, int allocated, int expected) {
    assertThat(size(new Size.Percent(percent), new Limits(0, 100), fleet(allocated, 2)))
        .isEqualTo(expected);
  }

  @Test
  void thoseThatStartAreNotAllocatedAndThoseThatGoAreNotThere() {
    Bridges bridges = new Bridges(0).active(3, 0.4).coming(Stage.STARTING, 2).leaving(4, 0.4);
    assertThat(size(new Size.Count(2), new Limits(0, 100), bridges)).isEqualTo(5);
  }

  @Test
  void onlyTheEmptyGo() {
    AgonesBuffer policy = new AgonesBuffer(new Size.Count(2), new Limits(0, 9));
    assertThat(policy.decide(fleet(0, 5).sight()).removal()).isEqualTo(new Removal.OnlyEmpty());
    assertThat(policy.period()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void aBufferOfAllIsNone() {
    assertThatThrownBy(() -> new Size.Percent(100)).hasMessageContaining("expected 1 to 99");
  }
}
