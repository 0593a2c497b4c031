package io.jitsioperator.plan.status;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Conditions in the shape that kstatus reads. The time of the last transition moves only when the
 * status moves.
 */
public final class Conditions {

  private final List<Condition> old;
  private final long generation;
  private final Instant now;
  private final List<Condition> built = new ArrayList<>();

  /**
   * @param old what the status says now
   * @param generation of the spec that we speak of
   * @param now the time
   */
  public Conditions(List<Condition> old, long generation, Instant now) {
    this.old = List.copyOf(old);
    this.generation = generation;
    this.now = now;
  }

  /** Adds one. */
  public Conditions add(String type, Verdict verdict) {
    var before = old.stream().filter(c -> type.equals(c.getType())).findFirst();
    built.add(
        before.isPresent() && !verdict.settled()
            ? new ConditionBuilder(before.get()).withObservedGeneration(generation).build()
            : build(type, verdict, before));
    return this;
  }

  /** All that were added, in their order. */
  public List<Condition> build() {
    return List.copyOf(built);
  }

  private Condition build(String type, Verdict verdict, Optional<Condition> before) {
    var status = verdict.status().word();
    var since =
        before
            .filter(c -> status.equals(c.getStatus()))
            .map(Condition::getLastTransitionTime)
            .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString());
    return new ConditionBuilder()
        .withType(type)
        .withStatus(status)
        .withReason(verdict.reason().word())
        .withMessage(verdict.message())
        .withLastTransitionTime(since)
        .withObservedGeneration(generation)
        .build();
  }
}
