package io.jitsioperator.plan.bridges;

import io.fabric8.kubernetes.api.model.Pod;
import io.jitsioperator.intent.Mark;
import io.jitsioperator.plan.kube.Pods;
import io.jitsioperator.plan.pool.Leave;
import io.jitsioperator.world.ObjectRef;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What we intend with a bridge that leaves, as it stands on its pod: an operator that starts anew
 * goes on there.
 *
 * @param reason why it leaves
 * @param since when it was decided
 * @param moved when its people were moved away; empty = not yet
 */
record DrainMark(Leave reason, Instant since, Optional<Instant> moved) {

  static final String REASON = "jitsi-operator.io/drain-reason";
  static final String SINCE = "jitsi-operator.io/drain-since";
  static final String MOVED = "jitsi-operator.io/drain-moved";

  /** What a person sets to have a bridge leave. */
  static final String REQUEST = "jitsi-operator.io/drain";

  /** What stands on the pod; something unreadable is a leave all the same, from its creation on. */
  static Optional<DrainMark> of(Pod pod, Instant now) {
    return Pods.annotation(pod, REASON)
        .map(
            word ->
                new DrainMark(
                    Leave.of(word).orElse(Leave.REQUESTED),
                    time(pod, SINCE).orElse(now),
                    time(pod, MOVED)));
  }

  /** Writes that it leaves. */
  static Mark begin(Pod pod, Leave reason, Instant now) {
    return mark(pod, Map.of(REASON, Optional.of(reason.word()), SINCE, Optional.of(text(now))));
  }

  /** Takes all of it off the pod. */
  static Mark takeBack(Pod pod) {
    return mark(
        pod, Map.of(REASON, Optional.empty(), SINCE, Optional.empty(), MOVED, Optional.empty()));
  }

  /** Writes that its people are about to be moved. */
  static Mark move(Pod pod, Instant now) {
    return mark(pod, Map.of(MOVED, Optional.of(text(now))));
  }

  private static Mark mark(Pod pod, Map<String, Optional<String>> annotations) {
    return new Mark(ObjectRef.of(pod), pod.getMetadata().getUid(), new HashMap<>(annotations));
  }

  private static String text(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static Optional<Instant> time(Pod pod, String name) {
    try {
      return Pods.annotation(pod, name).map(Instant::parse);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
