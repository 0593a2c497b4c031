package io.jitsioperator.plan.bridges;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.jitsioperator.plan.kube.Pods;
import io.jitsioperator.plan.status.Reason;
import io.jitsioperator.plan.status.Refused;
import io.jitsioperator.plan.status.Verdict;
import io.jitsioperator.plan.status.WaitingContainer;
import io.jitsioperator.world.BreweryRoom;
import io.jitsioperator.world.Lookup;
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
        .or(() -> lacking(scope))
        .or(() -> MediaVerdict.hindrance(scope, bridges))
        .or(() -> stuck(bridges))
        .or(() -> failing(bridges))
        .orElseGet(() -> serving(scope, bridges));
  }

  /** A write that the API server refuses; a namespace that forbids ports of nodes is common. */
  private static Optional<Verdict> refused(PoolScope scope) {
    return scope.world().obstacles().stream()
        .filter(o -> o.ref().kind().equals("Pod") && o.message().contains("PodSecurity"))
        .findFirst()
        .map(PoolReady::podSecurity)
        .or(
            () ->
                Refused.first(
                    scope.world().obstacles().stream()
                        // Another port is tried.
                        .filter(o -> !PortAnswers.isAboutPort(o))
                        .toList()));
  }

  private static Verdict podSecurity(Obstacle obstacle) {
    return Verdict.no(Reason.POD_SECURITY, obstacle.message());
  }

  /** What the spec refers to; while it is not there, no bridge can be made or judged. */
  private static Optional<Verdict> lacking(PoolScope scope) {
    var custom = scope.spec().customConfigMap();
    if (custom == null) {
      return Optional.empty();
    }
    var what = "ConfigMap " + custom.name();
    return switch (scope.world().references().configMap(custom.name())) {
      case Lookup.Found<ConfigMap> found -> Optional.empty();
      case Lookup.Missing<ConfigMap> missing ->
          Optional.of(Verdict.no(Reason.MISSING_CONFIG_MAP, what + " does not exist."));
      case Lookup.Unknown<ConfigMap>(String why) ->
          Optional.of(Verdict.notSeenYet("%s could not be read: %s.".formatted(what, why)));
    };
  }

  /** One whose container does not start and will not by itself. */
  private static Optional<Verdict> failing(Bridges bridges) {
    return bridges.all().stream()
        .filter(b -> !b.phase().leaves())
        .flatMap(
            b -> Pods.waiting(b.pod()).map(w -> WaitingContainer.verdict(b.name(), w)).stream())
        .filter(verdict -> verdict.reason() != Reason.STARTING)
        .findFirst();
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
                                Pods.lacksPort(b.pod()) ? Reason.NO_FREE_PORT : Reason.NO_NODE,
                                "%s: %s.".formatted(b.name(), why.replaceAll("[.]+$", "")))))
        .findFirst();
  }

  private static Verdict serving(PoolScope scope, Bridges bridges) {
    int wanted = bridges.size().desired();
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
