package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.Pod;
import io.jitsioperator.intent.Removal;
import io.jitsioperator.plan.status.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which pods may be replaced now. A pod that has to be replaced goes when its process is down,
 * because then it holds no call (else a bad configuration could never be repaired), or when no
 * conference runs in the shard, or when the user's deadline for changes has passed. Otherwise it
 * waits, and the status says for what, since when and until when.
 *
 * @param removals pods that go now
 * @param pending for the condition {@code UpdatePending}
 * @param next when time alone changes what may be done
 */
record Restarts(List<Removal> removals, Verdict pending, Optional<Instant> next) {

  Restarts {
    removals = List.copyOf(removals);
  }

  /**
   * @param parts in start order, so that Jicofo, which the others' proof of idleness comes from,
   *     goes last
   * @param lost UIDs of pods that go anyway, because their node is dead
   */
  static Restarts plan(Scope scope, List<Part> parts, Set<String> lost) {
    var schedule = Schedule.of(scope.spec().updates(), scope.now());
    var all = new Replacement.Case(scope, schedule);
    var replacements = new ArrayList<Replacement>();
    for (var part : parts) {
      scope
          .world()
          .owned()
          .find(Pod.class, scope.podOf(part.component()))
          .filter(pod -> !lost.contains(pod.getMetadata().getUid()))
          .flatMap(pod -> Replacement.of(all, part, pod))
          .ifPresent(replacements::add);
    }
    var pending = new UpdatePending(all, parts, replacements);
    return new Restarts(
        replacements.stream().flatMap(r -> r.removal().stream()).toList(),
        pending.verdict(),
        pending.next());
  }
}
