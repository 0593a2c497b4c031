package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.jitsioperator.intent.Removal;
import io.jitsioperator.intent.Removal.Proof;
import io.jitsioperator.plan.kube.Pods;
import io.jitsioperator.plan.status.Reason;
import io.jitsioperator.plan.status.Verdict;
import io.jitsioperator.world.Answer;
import io.jitsioperator.world.JicofoReport;
import io.jitsioperator.world.ObjectRef;
import io.jitsioperator.world.PortReport;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which pods may be replaced now. A pod whose revision differs goes when its process is down,
 * because then it holds no call (else a bad configuration could never be repaired), or when no
 * conference runs in the shard. Otherwise it waits, and the status says for what.
 *
 * @param removals pods that go now
 * @param pending for the condition {@code UpdatePending}
 */
record Restarts(List<Removal> removals, Verdict pending) {

  /** How far a pod with an older revision has come, the most worrying first. */
  private enum State {
    BUSY,
    LOAD_UNKNOWN,
    NOT_SEEN_YET,
    RESTARTING
  }

  /** A pod with an older revision. */
  private record Outdated(Component component, Pod pod, State state, Optional<Proof> proof) {}

  Restarts {
    removals = List.copyOf(removals);
  }

  /**
   * @param parts in start order, so that Jicofo, which the others' proof of idleness comes from,
   *     goes last
   */
  static Restarts plan(Scope scope, List<Part> parts) {
    var outdated = new ArrayList<Outdated>();
    for (var part : parts) {
      scope
          .world()
          .owned()
          .find(Pod.class, scope.podOf(part.component()))
          .filter(pod -> isOutdated(part, pod))
          .map(pod -> judge(scope, part, pod))
          .ifPresent(outdated::add);
    }
    var removals =
        outdated.stream().flatMap(o -> o.proof().map(p -> removal(o.pod(), p)).stream()).toList();
    return new Restarts(removals, pending(scope, parts, outdated));
  }

  private static boolean isOutdated(Part part, Pod pod) {
    return part.revision()
        .value()
        .filter(wanted -> !Pods.annotation(pod, Revision.ANNOTATION).equals(Optional.of(wanted)))
        .isPresent();
  }

  private static Outdated judge(Scope scope, Part part, Pod pod) {
    var uid = pod.getMetadata().getUid();
    var goes = Pods.isTerminating(pod) || scope.world().expectations().removes(uid, scope.now());
    var proof = goes ? Optional.<Proof>empty() : proof(scope, part.component(), pod);
    var state = goes || proof.isPresent() ? State.RESTARTING : load(scope, part.component());
    // Before the StatefulSet has the new template, the pod would come back as it was.
    return new Outdated(
        part.component(), pod, state, proof.filter(p -> hasNewTemplate(scope, part)));
  }

  private static Optional<Proof> proof(Scope scope, Component component, Pod pod) {
    return Pods.isDown(pod) || refuses(scope, pod)
        ? Optional.of(new Proof.None())
        : Idleness.proof(scope, component);
  }

  private static boolean refuses(Scope scope, Pod pod) {
    var report = scope.world().signals().ports().get(pod.getMetadata().getName());
    return report != null
        && !Pods.isReady(pod)
        && report.podUid().equals(pod.getMetadata().getUid())
        && report.state() == PortReport.State.REFUSES
        && scope.isFresh(report.at())
        && Idleness.isCertain(report.since(), report.at());
  }

  /** Why a pod whose process runs has to wait. */
  private static State load(Scope scope, Component component) {
    if (Idleness.isWordless(scope, component)) {
      return State.LOAD_UNKNOWN;
    }
    var stats = JicofoLogins.report(scope).map(JicofoReport::stats);
    if (stats.isEmpty() || stats.get() instanceof Answer.NotAsked<JicofoReport.Stats>) {
      return State.NOT_SEEN_YET;
    }
    if (stats.get() instanceof Answer.Said<JicofoReport.Stats>(var said, var at)
        && scope.isFresh(at)) {
      return said.conferences() > 0 ? State.BUSY : State.RESTARTING;
    }
    return State.LOAD_UNKNOWN;
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

  private static Removal removal(Pod pod, Proof proof) {
    var why =
        switch (proof) {
          case Proof.None none -> "its process is down";
          case Proof.StillIdle idle -> "no conference runs";
        };
    var name = pod.getMetadata().getName();
    return new Removal(
        ObjectRef.of(pod),
        pod.getMetadata().getUid(),
        false,
        proof,
        "Pod " + name + " is replaced by one with the present configuration: " + why + ".");
  }

  private static Verdict pending(Scope scope, List<Part> parts, List<Outdated> outdated) {
    var held = held(scope, parts);
    if (outdated.isEmpty()) {
      return held.orElseGet(() -> Verdict.no(Reason.UP_TO_DATE, "Nothing waits for a restart."));
    }
    var names =
        outdated.stream()
            .map(o -> o.pod().getMetadata().getName())
            .collect(Collectors.joining(", "));
    var fact = "With an older configuration since %s: %s.".formatted(since(scope), names);
    if (scope.isFrozen()) {
      return Verdict.yes(Reason.PAUSED, fact);
    }
    return held.filter(Verdict::settled)
        .orElseGet(
            () -> verdict(outdated.stream().map(Outdated::state).sorted().findFirst(), fact));
  }

  private static Verdict verdict(Optional<State> worst, String fact) {
    return switch (worst.orElse(State.RESTARTING)) {
      case BUSY -> Verdict.yes(Reason.CONFERENCES_RUNNING, fact + " Conferences run.");
      case LOAD_UNKNOWN -> Verdict.yes(Reason.CONFERENCES_UNKNOWN, fact);
      case NOT_SEEN_YET ->
          new Verdict(Verdict.Status.TRUE, Reason.CONFERENCES_UNKNOWN, fact, false);
      case RESTARTING -> Verdict.yes(Reason.RESTARTING, fact);
    };
  }

  /** Components that run, and whose new configuration cannot even be told. */
  private static Optional<Verdict> held(Scope scope, List<Part> parts) {
    return parts.stream()
        .filter(
            p -> scope.world().owned().find(StatefulSet.class, p.workloadRef().name()).isPresent())
        .flatMap(p -> p.revision().gaps().stream().map(gap -> held(p.component(), gap)))
        .sorted((a, b) -> Boolean.compare(b.settled(), a.settled()))
        .findFirst();
  }

  private static Verdict held(Component component, Revision.Gap gap) {
    return gap.certain()
        ? Verdict.yes(gap.reason(), component.title() + " goes on as it is. " + gap.fact())
        : Verdict.notSeenYet(gap.fact());
  }

  private static String since(Scope scope) {
    return ShardStatus.condition(scope, ShardStatus.UPDATE_PENDING)
        .filter(c -> Verdict.Status.TRUE.word().equals(c.getStatus()))
        .map(c -> c.getLastTransitionTime())
        .orElseGet(() -> scope.now().truncatedTo(ChronoUnit.SECONDS).toString());
  }
}
