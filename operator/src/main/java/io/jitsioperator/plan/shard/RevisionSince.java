package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.jitsioperator.plan.status.Verdict;
import io.jitsioperator.world.ObjectRef;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/**
 * Since when a component shall have its present revision: that is when the deadline of an update
 * begins. It stands on the StatefulSet, so that neither a restart of the operator nor a deleted
 * status begins it anew.
 */
final class RevisionSince {

  static final String ANNOTATION = "jitsi-operator.io/revision-since";

  private RevisionSince() {}

  /** What the StatefulSet of that name must bear to have that revision: the same at every plan. */
  static Map<String, String> annotations(Scope scope, ObjectRef workload, String revision) {
    var since = recorded(scope, workload, revision).orElseGet(() -> now(scope));
    return Map.of(Revision.ANNOTATION, revision, ANNOTATION, since.toString());
  }

  /** The present, as long as it is not recorded: nothing is due before it is. */
  static Instant of(Scope scope, Part part) {
    return recorded(scope, part).orElseGet(() -> now(scope));
  }

  /**
   * For the status, which must not change at every look while the StatefulSet cannot be written: a
   * shard that is paused, a write that is refused.
   */
  static Instant told(Scope scope, Part part) {
    return recorded(scope, part)
        .or(
            () ->
                ShardStatus.condition(scope, ShardStatus.UPDATE_PENDING)
                    .filter(c -> Verdict.Status.TRUE.word().equals(c.getStatus()))
                    .flatMap(c -> time(c.getLastTransitionTime())))
        .orElseGet(() -> now(scope));
  }

  private static Optional<Instant> recorded(Scope scope, Part part) {
    return part.revision()
        .value()
        .flatMap(revision -> recorded(scope, part.workloadRef(), revision));
  }

  private static Optional<Instant> recorded(Scope scope, ObjectRef workload, String revision) {
    // Our own write counts before the cache shows it: else each plan until then would begin anew.
    return scope
        .world()
        .expectations()
        .annotationsOf(workload)
        .or(() -> observed(scope, workload))
        .filter(annotations -> revision.equals(annotations.get(Revision.ANNOTATION)))
        .flatMap(annotations -> time(annotations.getOrDefault(ANNOTATION, "")));
  }

  private static Optional<Map<String, String>> observed(Scope scope, ObjectRef workload) {
    return scope
        .world()
        .owned()
        .find(StatefulSet.class, workload.name())
        .map(set -> set.getMetadata().getAnnotations());
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException somebodyElses) {
      return Optional.empty();
    }
  }

  private static Instant now(Scope scope) {
    return scope.now().truncatedTo(ChronoUnit.SECONDS);
  }
}
