package io.jitsioperator.intent;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;

/**
 * What is done once and not held for ever, in this order: marks, births, calls. A call whose mark
 * could not be written is not made.
 *
 * @param marks annotations on pods
 * @param births pods that shall be created by POST; one that exists is left as it is
 * @param calls to processes of Jitsi
 * @param watch what to ask from now on
 */
public record Errands(List<Mark> marks, List<Pod> births, List<Call> calls, PoolWatch watch) {

  public Errands {
    marks = List.copyOf(marks);
    births = List.copyOf(births);
    calls = List.copyOf(calls);
  }

  /** Nothing to do, nothing to ask. */
  public static Errands none() {
    return new Errands(List.of(), List.of(), List.of(), PoolWatch.nothing());
  }
}
