package io.jitsioperator.simulate.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitsioperator.simulate.load.Load;
import io.jitsioperator.simulate.policy.Policy.Removal;
import io.jitsioperator.simulate.policy.Sight.Stage;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * How bridges go, in each manner. Two bridges; the second has five people until 600 s.
 *
 * <p>Seen to fail with: patience that is not waited for; one look is enough to shut down; a leave
 * that is not taken back.
 */
class RemovalTest {

  private static final Load TWO = Probe.trace("0,a,9", "30,b,5", "600,b,0", "900,c,1", "1200,c,0");

  private static final Load LONG =
      Probe.trace("0,a,9", "30,b,5", "9000,c,1", "9600,b,0", "10000,a,0");

  private static int oneFromAMinuteOn(long second) {
    return second < 60 ? 2 : 1;
  }

  @Test
  void plannedWaitsUntilItIsEmptyInTwoLooks() {
    var probe = new Probe(new Removal.Planned(), RemovalTest::oneFromAMinuteOn);
    var result = probe.run(TWO, 2).result();
    assertThat(probe.first(Stage.LEAVING)).hasValue(65L);
    assertThat(probe.last("bridge-1")).as("looks at 605 s and 610 s, and 15 s").isEqualTo(620L);
    assertThat(result.cutOff() + result.moves()).isZero();
  }

  @Test
  void plannedMovesThePeopleWhenPatienceIsOver() {
    var probe = new Probe(new Removal.Planned(), RemovalTest::oneFromAMinuteOn);
    var result = probe.run(LONG, 2).result();
    assertThat(result.moves()).isEqualTo(5);
    assertThat(result.cutOff()).isZero();
    assertThat(probe.last("bridge-1")).as("half an hour after 60 s").isBetween(1875L, 1895L);
  }

  @Test
  void plannedTakesBackWhatLeavesBeforeItMakesNew() {
    var probe = new Probe(new Removal.Planned(), s -> s < 60 || s > 120 ? 2 : 1);
    probe.run(TWO, 2);
    assertThat(probe.names()).containsExactly("bridge-0", "bridge-1");
    assertThat(probe.bridges(130, 1200)).allMatch(each -> each.stage() == Stage.ACTIVE);
  }

  @Test
  void whatLeavesGetsNoNewConference() {
    var probe = new Probe(new Removal.Planned(), RemovalTest::oneFromAMinuteOn);
    var load = Probe.trace("0,a,9", "30,b,5", "100,c,3", "200,d,3", "300,d,3");
    probe.run(load, 2);
    var last = probe.seen(300, 300).getFirst().bridges();
    assertThat(last.get(0).report().orElseThrow().participants()).isEqualTo(15);
    assertThat(last.get(1).report().orElseThrow().participants()).isEqualTo(5);
  }

  @Test
  void blindTakesTheYoungestAndCutsItsPeople() {
    var probe = new Probe(new Removal.Blind(Duration.ofSeconds(30)), RemovalTest::oneFromAMinuteOn);
    var outcome = probe.run(TWO, 2);
    assertThat(outcome.result().cutOff()).isEqualTo(5);
    assertThat(outcome.result().moves()).isZero();
    assertThat(probe.last("bridge-1")).isBetween(85L, 90L);
    assertThat(probe.seen(120, 120).getFirst().bridges().getFirst().report().orElseThrow())
        .as("they come back")
        .matches(report -> report.participants() == 14);
  }

  @Test
  void emptiestWaitsAsLongAsItTakes() {
    var probe = new Probe(new Removal.Emptiest(), RemovalTest::oneFromAMinuteOn);
    var result = probe.run(LONG, 2).result();
    assertThat(result.cutOff() + result.moves()).isZero();
    assertThat(probe.last("bridge-1")).isBetween(9600L, 9630L);
    assertThat(probe.bridges(70, 9600))
        .anyMatch(each -> each.name().equals("bridge-1") && each.stage() == Stage.LEAVING);
  }

  @Test
  void onlyAnEmptyOneGoesAtOnce() {
    var probe = new Probe(new Removal.OnlyEmpty(), RemovalTest::oneFromAMinuteOn);
    var result = probe.run(TWO, 2).result();
    assertThat(result.cutOff() + result.moves()).isZero();
    assertThat(probe.bridges(0, 595)).allMatch(each -> each.stage() == Stage.ACTIVE);
    assertThat(probe.last("bridge-1")).isBetween(600L, 605L);
  }
}
