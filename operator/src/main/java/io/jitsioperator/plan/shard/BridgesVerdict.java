package io.jitsioperator.plan.shard;

import io.jitsioperator.plan.status.Reason;
import io.jitsioperator.plan.status.Verdict;
import io.jitsioperator.world.Answer;
import io.jitsioperator.world.JicofoReport.Health;
import io.jitsioperator.world.JicofoReport.Stats;

/**
 * Whether conferences find a bridge, as Jicofo sees it. Separate from {@code Ready}: a shard is
 * ready before its first pool comes.
 */
final class BridgesVerdict {

  private static final int OK = 200;
  private static final int HEALTH_IS_OFF = 404;

  private BridgesVerdict() {}

  static Verdict of(Scope scope, Verdict jicofo, AttachedPools pools) {
    if (!jicofo.isTrue()) {
      var fact = "Jicofo cannot tell of its bridges now.";
      return jicofo.settled()
          ? Verdict.unknown(Reason.WAITING_FOR_JICOFO, fact)
          : Verdict.notSeenYet(fact);
    }
    var report = JicofoLogins.report(scope);
    if (report.isEmpty() || report.get().stats() instanceof Answer.NotAsked<Stats>) {
      return Verdict.notSeenYet("Jicofo was not asked for its bridges yet.");
    }
    return report.get().stats() instanceof Answer.Said<Stats>(Stats stats, var at)
            && scope.isFresh(at)
        ? judge(scope, stats, report.get().health(), pools)
        : Verdict.unknown(Reason.WAITING_FOR_JICOFO, "Jicofo does not answer /stats.");
  }

  private static Verdict judge(
      Scope scope, Stats stats, Answer<Health> health, AttachedPools pools) {
    if (stats.bridges() == 0) {
      return none(scope, pools);
    }
    if (stats.operationalBridges() == 0) {
      return Verdict.no(Reason.NO_OPERATIONAL_BRIDGE, "Jicofo sees bridges, but none works.");
    }
    if (health instanceof Answer.Said<Health>(Health said, var at)
        && scope.isFresh(at)
        && said.status() != OK
        && said.status() != HEALTH_IS_OFF) {
      var fact = "Jicofo finds itself unhealthy (%d): %s.".formatted(said.status(), said.message());
      return Verdict.no(Reason.JICOFO_UNHEALTHY, fact);
    }
    return KnownBridges.of(scope, pools)
        .odd()
        .orElseGet(
            () -> Verdict.yes(Reason.BRIDGES_OPERATIONAL, "Jicofo has bridges to choose from."));
  }

  private static Verdict none(Scope scope, AttachedPools pools) {
    return pools.names().isEmpty()
        ? Verdict.no(Reason.NO_POOL, "")
        : Verdict.no(
            Reason.POOL_WITHOUT_BRIDGES,
            "Jicofo has no bridge, although a pool is attached: %s.".formatted(pools.names())
                + KnownBridges.of(scope, pools).says());
  }
}
