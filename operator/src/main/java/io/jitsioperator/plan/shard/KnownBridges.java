package io.jitsioperator.plan.shard;

import io.jitsioperator.api.v1alpha1.BridgePool;
import io.jitsioperator.api.v1alpha1.BridgePoolStatus.Bridge;
import io.jitsioperator.plan.status.Names;
import io.jitsioperator.plan.status.Reason;
import io.jitsioperator.plan.status.Verdict;
import io.jitsioperator.world.Answer;
import io.jitsioperator.world.BreweryRoom;
import io.jitsioperator.world.BridgePresence;
import io.jitsioperator.world.JicofoReport;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What Jicofo and the brewery know, beside what the pools say that they have.
 *
 * @param absent bridges of pools that Kubernetes calls ready and Jicofo does not know
 * @param strangers bridges in the brewery that no pool has
 * @param due when a bridge that Jicofo does not know yet would have to be known
 */
record KnownBridges(List<String> absent, List<String> strangers, Optional<Instant> due) {

  /** Longer than a bridge and its Jicofo need to find each other. */
  private static final Duration GRACE = Duration.ofSeconds(60);

  /** Jicofo is asked every 30 s; two answers that did not come are too many. */
  private static final Duration STALE = Duration.ofSeconds(90);

  /** As many bridges a pool names in its status; of one that has more, some are not named. */
  private static final int NAMED = 100;

  private static final Set<String> AT_WORK = Set.of("Active", "Draining");

  KnownBridges {
    absent = List.copyOf(absent);
    strangers = List.copyOf(strangers);
  }

  static KnownBridges of(Scope scope, AttachedPools attached) {
    var pools = attached.granted(scope.world().tenants().pools());
    var known =
        JicofoLogins.report(scope).map(JicofoReport::bridges).orElseGet(Answer.NotAsked::new);
    if (!(known instanceof Answer.Said<Set<String>>(var names, var at))
        || scope.since(at).compareTo(STALE) > 0) {
      return new KnownBridges(List.of(), strangers(scope, pools), Optional.empty());
    }
    var missing = bridges(pools).filter(b -> !names.contains(b.name())).toList();
    return new KnownBridges(
        missing.stream().filter(b -> isLate(b, at)).map(Bridge::name).toList(),
        strangers(scope, pools),
        missing.stream()
            .filter(b -> AT_WORK.contains(b.phase()) && !isLate(b, at))
            .map(b -> time(b.since()).plus(GRACE))
            .min(Instant::compareTo));
  }

  /** What is to be told although Jicofo has bridges to choose from. */
  Optional<Verdict> odd() {
    if (!absent.isEmpty()) {
      return Optional.of(
          Verdict.yes(
              Reason.BRIDGES_UNKNOWN_TO_JICOFO, "Jicofo has bridges to choose from." + says()));
    }
    return strangers.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Verdict.yes(Reason.STRANGE_BRIDGES, "Jicofo has bridges to choose from." + says()));
  }

  /** Sentences, or nothing. */
  String says() {
    return (absent.isEmpty()
            ? ""
            : " Their pods are ready, but Jicofo does not know them: %s."
                .formatted(Names.list(absent.stream())))
        + (strangers.isEmpty()
            ? ""
            : " In the brewery, but of no BridgePool that is attached: %s."
                .formatted(Names.list(strangers.stream())));
  }

  /** One that its pool misses has had its time already. */
  private static boolean isLate(Bridge bridge, Instant at) {
    return bridge.phase().equals("Missing")
        || (AT_WORK.contains(bridge.phase()) && !time(bridge.since()).plus(GRACE).isAfter(at));
  }

  /** What is not in a list that has no room for all may be one of ours all the same. */
  private static List<String> strangers(Scope scope, List<BridgePool> pools) {
    var whole =
        pools.stream()
            .allMatch(p -> p.getStatus() != null && p.getStatus().bridges().size() < NAMED);
    if (!whole || !(scope.world().signals().room() instanceof BreweryRoom.Seen seen)) {
      return List.of();
    }
    var ours = bridges(pools).map(Bridge::name).collect(Collectors.toSet());
    return seen.bridges().values().stream()
        .filter(b -> scope.since(b.joined()).compareTo(GRACE) >= 0)
        .map(BridgePresence::nick)
        .filter(nick -> !ours.contains(nick))
        .sorted()
        .toList();
  }

  private static Stream<Bridge> bridges(List<BridgePool> pools) {
    return pools.stream()
        .filter(pool -> pool.getStatus() != null)
        .flatMap(pool -> pool.getStatus().bridges().stream());
  }

  /** Of one that does not say it, nothing can be late. */
  private static Instant time(@Nullable String text) {
    try {
      return text == null ? Instant.MAX.minus(GRACE) : Instant.parse(text);
    } catch (DateTimeParseException somebodyElses) {
      return Instant.MAX.minus(GRACE);
    }
  }
}
