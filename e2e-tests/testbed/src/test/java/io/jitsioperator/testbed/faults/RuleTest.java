package io.jitsioperator.testbed.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RuleTest {

  private static final Request WRITE = new Request("PATCH", "/api/v1/pods", false);
  private static final Request READ = new Request("GET", "/api/v1/pods", false);
  private static final Fault FAULT = new Fault.InternalError();

  @Test
  void onlyWhatFitsMeetsTheFault() {
    Rule rule = Rule.always(Request::write, FAULT);
    assertThat(rule.meet(READ)).isNull();
    assertThat(rule.meet(WRITE)).isEqualTo(FAULT);
    assertThat(rule.hits()).isEqualTo(1);
  }

  @Test
  void aCountedFaultEnds() {
    Rule rule = Rule.times(Request::write, FAULT, 2);
    assertThat(IntStream.range(0, 4).mapToObj(i -> rule.meet(WRITE) != null))
        .containsExactly(true, true, false, false);
  }

  @Test
  void theSameSeedGivesTheSameSequence() {
    List<Boolean> one = sequence(Rule.randomly(Request::write, FAULT, 0.5, 7));
    assertThat(one)
        .contains(true, false)
        .isEqualTo(sequence(Rule.randomly(Request::write, FAULT, 0.5, 7)));
    assertThat(one).isNotEqualTo(sequence(Rule.randomly(Request::write, FAULT, 0.5, 8)));
  }

  @Test
  void aProbabilityOfNothingIsAMistake() {
    assertThatThrownBy(() -> Rule.randomly(Request::write, FAULT, 0, 1))
        .hasMessage("probability 0.0 is not in (0, 1]");
  }

  private static List<Boolean> sequence(Rule rule) {
    return IntStream.range(0, 50).mapToObj(i -> rule.meet(WRITE) != null).toList();
  }
}
