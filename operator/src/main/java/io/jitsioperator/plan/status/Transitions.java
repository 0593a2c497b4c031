package io.jitsioperator.plan.status;

import io.fabric8.kubernetes.api.model.Condition;
import io.jitsioperator.intent.Notice;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Events for what has changed between two lists of conditions, and for nothing else. */
public final class Transitions {

  private static final Set<String> FOR_THE_USER =
      Arrays.stream(Reason.values())
          .filter(r -> r.concern() == Concern.USER)
          .map(Reason::word)
          .collect(Collectors.toUnmodifiableSet());

  private Transitions() {}

  /**
   * One notice for each condition that changed in a way worth telling; where several tell of the
   * same, the first.
   */
  public static List<Notice> between(List<Condition> old, List<Condition> now) {
    return now.stream()
        .filter(c -> isWorthTelling(find(old, c.getType()), c))
        .collect(Collectors.toMap(Condition::getReason, c -> c, (a, b) -> a, LinkedHashMap::new))
        .values()
        .stream()
        .map(Transitions::notice)
        .toList();
  }

  /**
   * A change of the status is told; a first condition or another reason only if somebody has to
   * act, so that a new shard does not tell of everything that is still starting.
   */
  private static boolean isWorthTelling(Optional<Condition> old, Condition now) {
    if (old.isEmpty()) {
      return isForTheUser(now);
    }
    var statusChanged = !old.get().getStatus().equals(now.getStatus());
    var reasonChanged = !old.get().getReason().equals(now.getReason());
    return (statusChanged && !"Unknown".equals(now.getStatus()))
        || (reasonChanged && isForTheUser(now));
  }

  private static Notice notice(Condition condition) {
    var type = isForTheUser(condition) ? Notice.Type.WARNING : Notice.Type.NORMAL;
    var what = condition.getType() + " is " + condition.getStatus() + ". ";
    return new Notice(type, condition.getReason(), what + condition.getMessage());
  }

  private static boolean isForTheUser(Condition condition) {
    return FOR_THE_USER.contains(condition.getReason());
  }

  private static Optional<Condition> find(List<Condition> all, String type) {
    return all.stream().filter(c -> type.equals(c.getType())).findFirst();
  }
}
