package io.jitsioperator.plan.pool;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
   * What is allowed while some are replaced.
   *
   * @param surge how many more there may be, ≥ 1
   * @param unavailable how many fewer may serve when no node takes a replacement, ≥ 0
   * @param full the stress that those who stay must not reach when one leaves before its
   *     replacement serves
   */
  public record Limits(int surge, int unavailable, double full) {}

  /**
   * Plans one step; the next one is planned when its effects are seen.
   *
   * @param members all pods that have not ended
   * @param desired how many shall serve, ≥ 0
   * @param limits what is allowed while some are replaced
   */
  public static Staffing plan(List<Member> members, int desired, Limits limits) {
    // Their nodes go whatever we wait for: they leave at once, and the rest is planned without
    // them.
    var going = members.stream().filter(m -> m.counts() && isGoing(m)).toList();
    if (!going.isEmpty()) {
      var rest = members.stream().filter(m -> !going.contains(m)).toList();
      return plan(rest, desired, limits).and(going);
    }
    var counting = members.stream().filter(Member::counts).sorted(FIRST_TO_GO).toList();
    long replaced = members.stream().filter(Member::isBeingReplaced).count();
    int free = (int) Math.max(0, limits.surge() - replaced);
    int wishes = (int) counting.stream().filter(Member::shouldLeave).count();
    int target = desired + Math.min(wishes, free);
    if (counting.size() < target) {
      return grow(members, counting, target, new Room(desired, free, limits));
    }
    var leave = new LinkedHashMap<String, Leave>();
    tooMany(counting, counting.size() - target, desired)
        .forEach(m -> leave.put(m.name(), Leave.SCALE_DOWN));
    var left = counting.stream().filter(m -> !leave.containsKey(m.name())).toList();
    leave.putAll(replacements(left, new Room(desired, free, limits)));
    return new Staffing(0, List.of(), leave, blocked(left, leave));
  }

  /**
   * Those that are too many. Of whom nobody knows what is on them may be dead: they stay until that
   * is known, and none that serves, or will soon, leaves in their stead.
   */
  private static List<Member> tooMany(List<Member> counting, int count, int desired) {
    long spare = counting.stream().filter(Staffing::servesSomebody).count() - desired;
    long rest = counting.stream().filter(m -> !isUnknown(m)).count() - desired;
    var leave = new ArrayList<Member>();
    for (var member : counting) {
      var serves = servesSomebody(member);
      if (leave.size() < count && !isUnknown(member) && rest > 0 && (!serves || spare > 0)) {
        leave.add(member);
        rest--;
        spare -= serves ? 1 : 0;
      }
    }
    return leave;
  }

  private static boolean isUnknown(Member member) {
    return member.stage() == Member.Stage.MISSING && member.load().isEmpty();
  }

  /** How many shall serve, and how many more may be replaced now. */
  private record Room(int desired, int free, Limits limits) {}

  private static boolean isGoing(Member member) {
    return member.reason().filter(Leave.NODE_GOING::equals).isPresent();
  }

  private Staffing and(List<Member> going) {
    var all = new LinkedHashMap<>(leave);
    going.forEach(member -> all.put(member.name(), Leave.NODE_GOING));
    return new Staffing(births, stay, all, blocked);
  }

  /** Those that leave because there were too many come back first; new ones take longer. */
  private static Staffing grow(List<Member> members, List<Member> counting, int target, Room room) {
    int missing = target - counting.size();
    var back =
        members.stream()
            .filter(m -> !m.counts() && m.revocable())
            .sorted(FIRST_TO_GO.reversed())
            .limit(missing)
            .map(Member::name)
            .toList();
    return new Staffing(missing - back.size(), back, replacements(counting, room), List.of());
  }

  /** Who may go because enough others serve. */
  private static Map<String, Leave> replacements(List<Member> counting, Room room) {
    var wishes = counting.stream().filter(Member::shouldLeave).toList();
    long active = counting.stream().filter(Staffing::servesSomebody).count();
    var leave = new LinkedHashMap<String, Leave>();
    for (var wish : wishes) {
      long others = active - (servesSomebody(wish) ? 1 : 0);
      var replaced = others >= room.desired() && !wish.held();
      if (leave.size() < room.free() && (servesNobody(wish) || replaced)) {
        leave.put(wish.name(), wish.reason().orElseThrow());
        active = others;
      }
    }
    if (leave.isEmpty() && room.free() > 0 && isStuck(counting)) {
      // No node takes the replacement: the emptiest that can be spared makes room for it.
      wishes.stream()
          .filter(wish -> canBeSpared(wish, counting, room))
          .findFirst()
          .ifPresent(m -> leave.put(m.name(), m.reason().orElseThrow()));
    }
    return leave;
  }

  /** Nobody is on it, or the others bear its people, or the user has allowed for that. */
  private static boolean canBeSpared(Member wish, List<Member> counting, Room room) {
    if (wish.load().filter(people -> people == 0).isPresent()) {
      return true;
    }
    var others = counting.stream().filter(m -> m != wish && servesSomebody(m)).toList();
    return others.size() >= room.desired() - room.limits().unavailable()
        || (others.size() >= room.desired() - 1
            && bear(others, wish.stress(), room.limits().full()));
  }

  /** What is not known is too much. */
  private static boolean bear(List<Member> others, Optional<Double> more, double full) {
    if (others.isEmpty() || more.isEmpty() || others.stream().anyMatch(m -> m.stress().isEmpty())) {
      return false;
    }
    var all = others.stream().mapToDouble(m -> m.stress().orElseThrow()).sum() + more.get();
    return all / others.size() < full;
  }

  private static boolean servesSomebody(Member member) {
    return member.isActive() && !servesNobody(member);
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
