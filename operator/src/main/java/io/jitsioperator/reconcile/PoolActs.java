package io.jitsioperator.reconcile;

import io.jitsioperator.cluster.Applier;
import io.jitsioperator.intent.Call;
import io.jitsioperator.intent.Removal.Proof;
import io.jitsioperator.jitsi.Outcome;
import io.jitsioperator.plan.bridges.Calls;
import io.jitsioperator.plan.bridges.PoolPlanner;
import io.jitsioperator.world.PoolId;
import io.jitsioperator.world.PoolWorld;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out the plan of a pool: objects, marks, new pods, and then what is asked of Jitsi. */
final class PoolActs {

  private static final Logger LOG = LoggerFactory.getLogger(PoolActs.class);

  private final PoolTools tools;

  PoolActs(PoolTools tools) {
    this.tools = tools;
  }

  Applier.Report carryOut(PoolObservation.Seen seen, PoolPlanner.Plan plan, PoolMemory memory) {
    var cluster = tools.cluster();
    var book = memory.common().book();
    var before = book.obstacles();
    tools.jitsi().watch(PoolId.of(seen.world().pool()), plan.errands().watch());
    var report =
        cluster.applier().apply(seen.owner(), plan.intent(), seen.children(), book, this::confirms);
    memory.refused(book.obstacles(), cluster.clock().instant());
    var gone = cluster.podErrands().carryOut(plan.errands(), book);
    ask(
        plan.errands().calls().stream()
            .filter(call -> !gone.contains(call.bridge().podUid()))
            .toList(),
        seen.world(),
        memory);
    return new Applier.Report(
        report.notices(),
        report.obstaclesChanged() || !before.equals(book.obstacles()),
        report.drawn());
  }

  private boolean confirms(Proof proof) {
    return switch (proof) {
      case Proof.None none -> true;
      case Proof.PodGone(var pod) -> tools.cluster().podErrands().isGone(pod);
      case Proof.StillIdle idle -> false;
    };
  }

  /** What came to nothing is planned again when its effect is not seen. */
  private void ask(List<Call> calls, PoolWorld world, PoolMemory memory) {
    var outcomes = tools.jitsi().call(calls);
    for (int i = 0; i < calls.size(); i++) {
      take(calls.get(i), outcomes.get(i), world, memory);
    }
  }

  private void take(Call call, Outcome outcome, PoolWorld world, PoolMemory memory) {
    switch (outcome) {
      case Outcome.Done done -> {
        LOG.info("Asked {}: {}", call.bridge().pod(), call.getClass().getSimpleName());
        memory.asked(Calls.issued(call, tools.cluster().clock().instant()));
        tools.metrics().asked(PoolId.of(world.pool()), call, world.signals());
      }
      case Outcome.Refused(String why) ->
          LOG.warn("{}: {} was refused: {}", call.bridge().pod(), call, why);
      case Outcome.Failed(String why) ->
          LOG.warn("{}: {} came to nothing: {}", call.bridge().pod(), call, why);
    }
  }
}
