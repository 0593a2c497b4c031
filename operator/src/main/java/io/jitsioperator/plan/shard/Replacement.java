package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.jitsioperator.intent.Notice;
import io.jitsioperator.intent.Removal;
import io.jitsioperator.intent.Removal.Manner;
import io.jitsioperator.intent.Removal.Proof;
import io.jitsioperator.plan.kube.Pods;
import io.jitsioperator.world.ObjectRef;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A pod that is to be replaced, because its configuration is older than it shall be or because its
 * node is drained, and how far that has come.
 *
 * @param part whose pod
 * @param pod the pod
 * @param outdated whether its configuration is older than it shall be
 * @param cordoned the node that it has to leave
 * @param state how far it has come
 * @param removal what is done now
 */
record Replacement(
    Part part,
    Pod pod,
    boolean outdated,
    Optional<String> cordoned,
    State state,
    Optional<Removal> removal) {

  /** The most worrying first. */
  enum State {
    BUSY,
    LOAD_UNKNOWN,
    WINDOW_CLOSED,
    BRIDGES_FIRST,
    NOT_SEEN_YET,
    CONFIRMING,
    RESTARTING
  }

  /** What the judgement of all pods of a shard has in common. */
  record Case(Scope scope, Schedule schedule) {

    /** What a restart of that component would end. */
    Load load(Part part) {
      return Load.of(scope, part.component());
    }
  }

  /** Empty if the pod is as and where it shall be. */
  static Optional<Replacement> of(Case all, Part part, Pod pod) {
    var outdated = isOutdated(part, pod);
    var cordoned = NodeDrain.leaves(all.scope(), part.component(), pod);
    if (!outdated && cordoned.isEmpty()) {
      return Optional.empty();
    }
    if (isLeaving(all.scope(), pod)) {
      return Optional.of(
          new Replacement(part, pod, outdated, cordoned, State.RESTARTING, Optional.empty()));
    }
    var removal = removal(all, part, pod, outdated, cordoned);
    var state =
        removal.isPresent() ? State.RESTARTING : state(all, part, pod, cordoned.isPresent());
    // Before the StatefulSet has the new template, the pod would come back as it was.
    var now = removal.filter(r -> !outdated || hasNewTemplate(all.scope(), part));
    return Optional.of(new Replacement(part, pod, outdated, cordoned, state, now));
  }

  static boolean isLeaving(Scope scope, Pod pod) {
    var uid = pod.getMetadata().getUid();
    return Pods.isTerminating(pod) || scope.world().expectations().removes(uid, scope.now());
  }

  String name() {
    return pod.getMetadata().getName();
  }

  private static boolean isOutdated(Part part, Pod pod) {
    return part.revision()
        .value()
        .filter(wanted -> !Pods.annotation(pod, Revision.ANNOTATION).equals(Optional.of(wanted)))
        .isPresent();
  }

  /** The mildest reason that lets it go now. */
  private static Optional<Removal> removal(
      Case all, Part part, Pod pod, boolean outdated, Optional<String> cordoned) {
    if (PodProcess.isDown(all.scope(), pod)) {
      return Optional.of(quiet(pod, cordoned, new Proof.None(), "its process is down"));
    }
    var mayGo = isOpen(all) && BridgesFirst.of(all.scope(), part, pod).isEmpty();
    if (all.load(part).idle().isPresent() && (cordoned.isPresent() || mayGo)) {
      return all.load(part).idle().map(proof -> quiet(pod, cordoned, proof, "no conference runs"));
    }
    return outdated && isDue(all, part) && !all.load(part).isComing(all.scope())
        ? Optional.of(loud(all, part, pod))
        : Optional.empty();
  }

  private static boolean isOpen(Case all) {
    var now = all.scope().now();
    return all.schedule().whenIdle(now).filter(now::equals).isPresent();
  }

  private static boolean isDue(Case all, Part part) {
    var now = all.scope().now();
    return all.schedule()
        .atTheLatest(RevisionSince.of(all.scope(), part), now)
        .filter(due -> !due.isAfter(now))
        .isPresent();
  }

  /** Why a pod whose process runs has to wait. */
  private static State state(Case all, Part part, Pod pod, boolean cordoned) {
    return switch (all.load(part).state()) {
      case BUSY -> State.BUSY;
      case UNKNOWN -> State.LOAD_UNKNOWN;
      case NOT_SEEN_YET -> State.NOT_SEEN_YET;
      case NONE -> cordoned ? State.CONFIRMING : idle(all, part, pod);
    };
  }

  private static State idle(Case all, Part part, Pod pod) {
    if (!isOpen(all)) {
      return State.WINDOW_CLOSED;
    }
    return BridgesFirst.of(all.scope(), part, pod).isPresent()
        ? State.BRIDGES_FIRST
        : State.CONFIRMING;
  }

  private static boolean hasNewTemplate(Scope scope, Part part) {
    return scope
        .world()
        .owned()
        .find(StatefulSet.class, part.workloadRef().name())
        .filter(set -> hasSeen(set) && set.getMetadata().getDeletionTimestamp() == null)
        .map(set -> set.getSpec().getTemplate().getMetadata().getAnnotations())
        .map(annotations -> annotations.get(Revision.ANNOTATION))
        .equals(part.revision().value());
  }

  private static boolean hasSeen(StatefulSet set) {
    return set.getStatus() != null
        && Objects.equals(
            set.getStatus().getObservedGeneration(), set.getMetadata().getGeneration());
  }

  /** It ends no call. */
  private static Removal quiet(Pod pod, Optional<String> cordoned, Proof proof, String why) {
    var what =
        cordoned
            .map(node -> "leaves node " + node + ", which is cordoned")
            .orElse("is replaced by one with the present configuration");
    return new Removal(
        ObjectRef.of(pod),
        pod.getMetadata().getUid(),
        proof,
        "Pod %s %s: %s.".formatted(pod.getMetadata().getName(), what, why));
  }

  /** It ends calls, because the user said so. */
  private static Removal loud(Case all, Part part, Pod pod) {
    var updates = all.scope().spec().updates();
    var why =
        all.schedule().immediately()
            ? "spec.updates.policy is Immediately"
            : "the deadline spec.updates.deadline (" + updates.deadline() + ") has passed";
    var type = all.load(part).state() == Load.State.NONE ? Notice.Type.NORMAL : Notice.Type.WARNING;
    return new Removal(
        ObjectRef.of(pod),
        pod.getMetadata().getUid(),
        Manner.ORDERLY,
        new Proof.None(),
        new Notice(
            type,
            all.schedule().immediately() ? "RestartedImmediately" : "RestartedAtDeadline",
            "Pod %s is replaced by one with the present configuration, because %s: %s."
                .formatted(pod.getMetadata().getName(), why, all.load(part).toll())));
  }

  /** When it is replaced at the latest, whatever runs; empty = it waits for ever. */
  Optional<Instant> atTheLatest(Case all) {
    return outdated
        ? all.schedule().atTheLatest(RevisionSince.told(all.scope(), part), all.scope().now())
        : Optional.empty();
  }
}
