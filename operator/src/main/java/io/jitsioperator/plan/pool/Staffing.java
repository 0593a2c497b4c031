package io.jitsioperator.plan.pool;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Who comes and who goes, so that a pool has the size that it shall have. Who leaves for another
 * reason than the size only goes when its replacement serves.
 *
 * @param births how many are made
 * @param stay names of those whose leave is taken back
 * @param leave who is told to leave, and why
 * @param blocked names of those that cannot be replaced because no node takes the replacement
 */
public record Staffing(
    int births, List<String> stay, Map<String, Leave> leave, List<String> blocked) {

  public Staffing {
    stay = List.copyOf(stay);
    leave = Map.copyOf(leave);
    blocked = List.copyOf(blocked);
  }

  /** Nobody comes, nobody goes. */
  public static Staffing none() {
    return new Staffing(0, List.of(), Map.of(), List.of());
  }

  /**
   * Everybody leaves.
   *
   * @param members all pods that have not ended
   */
  public static Staffing dissolve(List<Member> members) {
    return new Staffing(
        0,
        List.of(),
        members.stream()
            .filter(Member::counts)
            .collect(Collectors.toMap(Member::name, m -> Leave.POOL_DELETED)),
        List.of());
  }

  /**
   * Plans one step; the next one is planned when its effects are seen.
   *
   * @param members all pods that have not ended
   * @param desired how many shall serve, ≥ 0
   * @param surge how many more there may be while some are replaced, ≥ 1
   */
  public static Staffing plan(List<Member> members, int desired, int surge) {
    var counting = members.stream().filter(Member::counts).sorted(FIRST_TO_GO).toList();
    long replaced = members.stream().filter(Member::isBeingReplaced).count();
    int free = (int) Math.max(0, surge - replaced);
    int wishes = (int) counting.stream().filter(Member::shouldLeave).count();
    int target = desired + Math.min(wishes, free);
    if (counting.size() < target) {
      return grow(members, counting, target, desired, free);
    }
    var leave = new LinkedHashMap<String, Leave>();
    counting.stream()
        .limit(counting.size() - target)
        .forEach(m -> leave.put(m.name(), Leave.SCALE_DOWN));
    var left = counting.stream().filter(m -> !leave.containsKey(m.name())).toList();
    leave.putAll(replacements(left, desired, free));
    return new Staffing(0, List.of(), leave, blocked(left, leave));
  }

  /** Those that leave because there were too many come back first; new ones take longer. */
  private static Staffing grow(
      List<Member> members, List<Member> counting, int target, int desired, int free) {
    int missing = target - counting.size();
    var back =
        members.stream()
            .filter(m -> !m.counts() && m.revocable())
            .sorted(FIRST_TO_GO.reversed())
            .limit(missing)
            .map(Member::name)
            .toList();
    return new Staffing(
        missing - back.size(), back, replacements(counting, desired, free), List.of());
  }

  /** Who may go because enough others serve. */
  private static Map<String, Leave> replacements(List<Member> counting, int desired, int free) {
    var wishes = counting.stream().filter(Member::shouldLeave).toList();
    long active = counting.stream().filter(m -> m.isActive() && !servesNobody(m)).count();
    var leave = new LinkedHashMap<String, Leave>();
    for (var wish : wishes) {
      long others = active - (wish.isActive() && !servesNobody(wish) ? 1 : 0);
      if (leave.size() < free && (servesNobody(wish) || (others >= desired && !wish.held()))) {
        leave.put(wish.name(), wish.reason().orElseThrow());
        active = others;
      }
    }
    if (leave.isEmpty() && free > 0 && isStuck(counting)) {
      // No node takes the replacement: one on which nobody is makes room for it.
      wishes.stream()
          .filter(m -> m.load().filter(people -> people == 0).isPresent())
          .findFirst()
          .ifPresent(m -> leave.put(m.name(), m.reason().orElseThrow()));
    }
    return leave;
  }

  /** Nothing is taken away when it goes. One of which nobody knows whether it serves may serve. */
  private static boolean servesNobody(Member wish) {
    return wish.stage() == Member.Stage.STARTING
        || wish.reason().filter(Leave.BROKEN::equals).isPresent();
  }

  private static List<String> blocked(List<Member> counting, Map<String, Leave> leave) {
    return isStuck(counting) && leave.isEmpty()
        ? counting.stream().filter(Member::shouldLeave).map(Member::name).toList()
        : List.of();
  }

  private static boolean isStuck(List<Member> counting) {
    return counting.stream().anyMatch(m -> m.stuck() && !m.shouldLeave());
  }

  /**
   * Who has no node yet, then who does not serve, then who should leave anyhow, then who has the
   * fewest people. A number that is not known is the greatest: it may be any.
   */
  private static final Comparator<Member> FIRST_TO_GO =
      Comparator.<Member>comparingInt(m -> m.stuck() ? 0 : 1)
          .thenComparingInt(m -> m.stage() == Member.Stage.STARTING ? 0 : 1)
          .thenComparingInt(m -> m.reason().isPresent() ? 0 : 1)
          .thenComparingInt(m -> m.load().orElse(Integer.MAX_VALUE))
          .thenComparing(Member::name);
}
