package io.jitsioperator.simulate.run;

import io.jitsioperator.simulate.run.Fault.Kind;
import java.util.List;

/** Which faults there are now. */
record Weather(List<Fault> faults, Agenda agenda) {

  /** How much later a pod serves whose image comes slowly: an assumption. */
  private static final long SLOW = 300_000;

  boolean is(Kind kind) {
    for (int i = 0; i < faults.size(); i++) {
      if (faults.get(i).kind() == kind && faults.get(i).lasts(agenda.now())) {
        return true;
      }
    }
    return false;
  }

  /** Whether nothing is heard of that bridge. */
  boolean mutes(Bridge bridge) {
    return !faults.isEmpty()
        && (is(Kind.METRICS_GAP) || (bridge.number % 2 == 1 && is(Kind.HALF_SILENT)));
  }

  /** By how much a pod that is made now is late. */
  long delay() {
    return is(Kind.SLOW_IMAGE_PULL) ? SLOW : 0;
  }
}
