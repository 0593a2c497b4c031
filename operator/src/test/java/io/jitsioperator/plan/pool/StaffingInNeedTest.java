package io.jitsioperator.plan.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jitsioperator.plan.pool.Member.Stage;
import io.jitsioperator.plan.pool.Staffing.Limits;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who leaves when no node takes a replacement, or when nodes go. */
final class StaffingInNeedTest {

  private static final double FULL = 0.8;
  private static final Limits NONE_LESS = new Limits(1, 0, FULL);

  @Test
  void withoutRoomForItsReplacementTheEmptiestLeavesIfTheOthersBearIt() {
    var members = List.of(old("a", 3, 0.4), old("b", 1, 0.35), stuck());
    assertEquals(Map.of("b", Leave.UPDATE), Staffing.plan(members, 2, NONE_LESS).leave());
    var hot = List.of(old("a", 3, 0.5), old("b", 1, 0.3), stuck());
    assertEquals(List.of("b", "a"), Staffing.plan(hot, 2, NONE_LESS).blocked());
    var allowed = Staffing.plan(hot, 2, new Limits(1, 1, FULL));
    assertEquals(Map.of("b", Leave.UPDATE), allowed.leave(), "maxUnavailable: 1");
    assertEquals(List.of(), allowed.blocked());
  }

  @Test
  void whoseNodeGoesLeavesAtOnceAndIsReplacedBesideThat() {
    var members =
        List.of(
            member("a", Stage.ACTIVE, Optional.of(Leave.NODE_GOING), 1, 0.1, false),
            member("b", Stage.MISSING, Optional.of(Leave.NODE_GOING), 1, 0.1, false));
    assertEquals(
        new Staffing(2, List.of(), Map.of("a", Leave.NODE_GOING, "b", Leave.NODE_GOING), List.of()),
        Staffing.plan(members, 2, NONE_LESS));
  }

  private static Member stuck() {
    return member("new", Stage.STARTING, Optional.empty(), 0, 0, true);
  }

  private static Member old(String name, int load, double stress) {
    return member(name, Stage.ACTIVE, Optional.of(Leave.UPDATE), load, stress, false);
  }

  private static Member member(
      String name, Stage stage, Optional<Leave> reason, int load, double stress, boolean stuck) {
    return new Member(
        name,
        stage,
        reason,
        false,
        Optional.of(load),
        Optional.of(stress),
        Optional.empty(),
        stuck,
        false);
  }
}
