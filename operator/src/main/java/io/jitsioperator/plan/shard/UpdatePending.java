package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.jitsioperator.plan.status.Reason;
import io.jitsioperator.plan.status.Verdict;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The words of the condition {@code UpdatePending}: what waits for what, since when, until when.
 * All times in it stand still while it waits, or the status would be written at every look.
 *
 * @param all what is known
 * @param parts all that could wait
 * @param replacements what is to be replaced
 */
record UpdatePending(Replacement.Case all, List<Part> parts, List<Replacement> replacements) {

  Verdict verdict() {
    var held = held();
    var unusable =
        all.schedule().window() instanceof UpdateWindow.Unusable(var why)
            ? Optional.of(why)
            : Optional.<String>empty();
    if (replacements.isEmpty()) {
      return held.or(() -> unusable.map(why -> Verdict.no(Reason.INVALID_WINDOW, why)))
          .orElseGet(() -> Verdict.no(Reason.UP_TO_DATE, "Nothing waits for a restart."));
    }
    if (all.scope().isFrozen()) {
      return Verdict.yes(Reason.PAUSED, what());
    }
    return held.filter(Verdict::settled)
        .or(() -> unusable.map(why -> Verdict.yes(Reason.INVALID_WINDOW, what() + " " + why)))
        .orElseGet(this::waiting);
  }

  /** When time alone changes the verdict: nobody sends an event then. */
  Optional<Instant> next() {
    var now = all.scope().now();
    return replacements.isEmpty()
        ? Optional.empty()
        : Stream.of(
                latest().stream(),
                all.schedule().whenIdle(now).stream(),
                awaited().map(BridgesFirst::until))
            .flatMap(each -> each)
            .filter(now::isBefore)
            .min(Instant::compareTo);
  }

  private Verdict waiting() {
    var worst = replacements.stream().map(Replacement::state).min(Enum::compareTo).orElseThrow();
    var fact = what();
    return switch (worst) {
      case BUSY ->
          Verdict.yes(
              isDrain() ? Reason.NODE_DRAIN : Reason.CONFERENCES_RUNNING,
              fact + " Conferences run." + untilWhen());
      case LOAD_UNKNOWN ->
          Verdict.yes(
              isDrain() ? Reason.NODE_DRAIN : Reason.CONFERENCES_UNKNOWN,
              fact + " Jicofo does not say whether conferences run." + untilWhen());
      case WINDOW_CLOSED ->
          Verdict.yes(Reason.OUTSIDE_WINDOW, fact + " No conference runs." + untilWhen());
      case BRIDGES_FIRST -> Verdict.yes(Reason.BRIDGES_FIRST, fact + bridgesFirst());
      case NOT_SEEN_YET ->
          new Verdict(Verdict.Status.TRUE, Reason.CONFERENCES_UNKNOWN, fact, false);
      case CONFIRMING ->
          Verdict.yes(Reason.CONFIRMING_IDLE, fact + " Jicofo counts no conference.");
      case RESTARTING -> Verdict.yes(Reason.RESTARTING, fact);
    };
  }

  private Stream<BridgesFirst> awaited() {
    return replacements.stream()
        .flatMap(r -> BridgesFirst.of(all.scope(), r.part(), r.pod()).stream());
  }

  /** All wait for the same bridges, and it is told of the longest wait. */
  private String bridgesFirst() {
    return awaited()
        .max(Comparator.comparing(BridgesFirst::until))
        .map(first -> " No conference runs. " + first.says())
        .orElse("");
  }

  private boolean isDrain() {
    return replacements.stream().anyMatch(r -> r.cordoned().isPresent());
  }

  /** What waits, and since when. */
  private String what() {
    var bySince =
        replacements.stream()
            .filter(Replacement::outdated)
            .collect(
                Collectors.groupingBy(
                    r -> RevisionSince.told(all.scope(), r.part()),
                    TreeMap::new,
                    Collectors.mapping(Replacement::name, Collectors.joining(", "))));
    var byNode =
        replacements.stream()
            .filter(r -> r.cordoned().isPresent())
            .collect(
                Collectors.groupingBy(
                    r -> r.cordoned().orElseThrow(),
                    TreeMap::new,
                    Collectors.mapping(Replacement::name, Collectors.joining(", "))));
    return Stream.concat(
            bySince.entrySet().stream().map(UpdatePending::outdated),
            byNode.entrySet().stream().map(UpdatePending::cordoned))
        .collect(Collectors.joining(" "));
  }

  private static String outdated(Map.Entry<Instant, String> pods) {
    return "With an older configuration since %s: %s.".formatted(pods.getKey(), pods.getValue());
  }

  private static String cordoned(Map.Entry<String, String> pods) {
    return "On the cordoned node %s: %s.".formatted(pods.getKey(), pods.getValue());
  }

  private String untilWhen() {
    var now = all.scope().now();
    var opens =
        all.schedule()
            .whenIdle(now)
            .filter(at -> now.isBefore(at) && replacements.stream().anyMatch(Replacement::outdated))
            .map(at -> " The next window for restarts opens at " + at + ".");
    var ends =
        latest()
            .map(at -> " At " + at + " they restart all the same, which ends the calls of then.");
    return opens.orElse("") + ends.orElse("");
  }

  private Optional<Instant> latest() {
    return replacements.stream().flatMap(r -> r.atTheLatest(all).stream()).min(Instant::compareTo);
  }

  /** Components that run, and whose new configuration cannot even be told. */
  private Optional<Verdict> held() {
    return parts.stream()
        .filter(p -> isMade(p.workloadRef().name()))
        .flatMap(p -> p.revision().gaps().stream().map(gap -> held(p.component(), gap)))
        .sorted((a, b) -> Boolean.compare(b.settled(), a.settled()))
        .findFirst();
  }

  private boolean isMade(String workload) {
    return all.scope().world().owned().find(StatefulSet.class, workload).isPresent();
  }

  private static Verdict held(Component component, Revision.Gap gap) {
    return gap.certain()
        ? Verdict.yes(gap.reason(), component.title() + " goes on as it is. " + gap.fact())
        : Verdict.notSeenYet(gap.fact());
  }
}
