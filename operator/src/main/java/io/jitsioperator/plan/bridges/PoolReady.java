package io.jitsioperator.plan.bridges;

import io.jitsioperator.plan.kube.Pods;
import io.jitsioperator.plan.status.Reason;
import io.jitsioperator.plan.status.Refused;
import io.jitsioperator.plan.status.Verdict;
import io.jitsioperator.world.BreweryRoom;
import io.jitsioperator.world.ShardWorld.Obstacle;
import java.util.Optional;

/** Whether as many bridges serve as the user asks for, and if not, why. */
final class PoolReady {

  private PoolReady() {}

  static Verdict verdict(PoolScope scope, Verdict attached, Bridges bridges) {
    if (scope.isGoing()) {
      return Verdict.no(Reason.POOL_GOING, "%d bridges are left.".formatted(bridges.all().size()));
    }
    return refused(scope)
        .or(() -> attached.isTrue() ? Optional.empty() : Optional.of(attached))
        .or(() -> stuck(bridges))
        .orElseGet(() -> serving(scope, bridges));
  }

  /** A write that the API server refuses; a namespace that forbids ports of nodes is common. */
  private static Optional<Verdict> refused(PoolScope scope) {
    return scope.world().obstacles().stream()
        .filter(o -> o.ref().kind().equals("Pod") && o.message().contains("PodSecurity"))
        .findFirst()
        .map(PoolReady::podSecurity)
        .or(() -> Refused.first(scope.world().obstacles()));
  }

  private static Verdict podSecurity(Obstacle obstacle) {
    return Verdict.no(Reason.POD_SECURITY, obstacle.message());
  }

  private static Optional<Verdict> stuck(Bridges bridges) {
    return bridges.all().stream()
        .filter(b -> !b.phase().leaves())
        .flatMap(
            b ->
                Pods.unschedulable(b.pod()).stream()
                    .map(
                        why ->
                            Verdict.no(
                                Reason.NO_NODE,
                                "%s: %s.".formatted(b.name(), why.replaceAll("[.]+$", "")))))
        .findFirst();
  }

  private static Verdict serving(PoolScope scope, Bridges bridges) {
    int wanted = scope.spec().replicas();
    long active = bridges.count(Bridge.Phase.ACTIVE);
    if (bridges.count(Bridge.Phase.UNKNOWN) > 0) {
      return unseen(scope);
    }
    var fact = "%d of %d bridges serve.".formatted(Math.min(active, wanted), wanted);
    if (active >= wanted) {
      return Verdict.yes(Reason.SERVING, fact);
    }
    if (scope.spec().paused()) {
      return Verdict.no(Reason.PAUSED, fact);
    }
    return bridges.count(Bridge.Phase.MISSING) > 0
        ? Verdict.no(Reason.BRIDGES_MISSING, fact)
        : Verdict.no(Reason.BRIDGES_STARTING, fact);
  }

  private static Verdict unseen(PoolScope scope) {
    return scope.world().signals().brewery(scope.shardId())
            instanceof BreweryRoom.Unseen(String why)
        ? Verdict.unknown(
            Reason.BREWERY_UNSEEN, "The brewery of the shard is not seen: %s.".formatted(why))
        : Verdict.notSeenYet("The brewery of the shard was not seen yet.");
  }
}
