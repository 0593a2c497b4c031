package io.jitsioperator.reconcile;

import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.api.v1alpha1.JitsiShardStatus;
import io.jitsioperator.cluster.Applier;
import io.jitsioperator.intent.Intent;
import io.jitsioperator.intent.Removal.Proof;
import io.jitsioperator.plan.shard.FirstStatus;
import io.jitsioperator.plan.shard.ShardPlanner;
import io.jitsioperator.plan.shard.ShardReferences;
import io.jitsioperator.world.ShardId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Keeps every JitsiShard as its user asked: observe, plan, apply, status. */
@ControllerConfiguration(
    name = "jitsishard",
    fieldManager = "jitsi-operator",
    // The window that JOSDK 5.3.2 opens around own writes swallows a user's change in it.
    informer = @Informer(comparableResourceVersions = false))
final class ShardReconciler implements Reconciler<JitsiShard> {

  /** Soon enough to be at once, late enough to let the caches take in what was just written. */
  private static final Duration AT_ONCE = Duration.ofMillis(50);

  private final ShardTools tools;

  ShardReconciler(ShardTools tools) {
    this.tools = tools;
  }

  @Override
  public List<EventSource<?, JitsiShard>> prepareEventSources(
      EventSourceContext<JitsiShard> context) {
    var sources = new ArrayList<>(Children.eventSources(context));
    sources.add(Neighbours.pools(context, tools.cluster().tenancy().namespaces(), tools.nudges()));
    sources.add(tools.nudges());
    return sources;
  }

  @Override
  public UpdateControl<JitsiShard> reconcile(JitsiShard shard, Context<JitsiShard> context) {
    var memory = tools.memories().of(shard);
    return tools
        .cluster()
        .attempts()
        .attempt(shard, memory.common().backoff(), () -> pass(shard, context, memory));
  }

  private Duration pass(JitsiShard shard, Context<JitsiShard> context, ShardMemory memory) {
    var seen = tools.observation().of(shard, context, memory);
    var intent = ShardPlanner.plan(seen.world(), tools.cluster().settings());
    var report = apply(seen, intent, memory);
    if (report.drawn().isPresent()) {
      // What waited for the passwords can be made at once.
      tools.cluster().tell(shard, report.notices());
      memory.references().made(report.drawn().get());
      return pass(shard, context, memory);
    }
    if (isTooEarly(shard, memory)) {
      tools.cluster().tell(shard, report.notices());
      return nextLook(shard, intent, memory);
    }
    wakeRivals(shard, seen, intent);
    say(shard, intent, report, memory);
    return report.obstaclesChanged() ? AT_ONCE : nextLook(shard, intent, memory);
  }

  private boolean isTooEarly(JitsiShard shard, ShardMemory memory) {
    var now = tools.cluster().clock().instant();
    return FirstStatus.isTooEarly(shard.getStatus(), memory.common().book().expectations(now));
  }

  private Applier.Report apply(
      Observation.Seen seen, Intent<JitsiShardStatus> intent, ShardMemory memory) {
    var id = seen.world().id();
    intent
        .watch()
        .ifPresentOrElse(watch -> tools.jitsi().watch(id, watch), () -> tools.jitsi().forget(id));
    return tools
        .cluster()
        .applier()
        .apply(
            seen.owner(),
            intent,
            seen.children(),
            memory.common().book(),
            proof -> confirm(id, proof));
  }

  private boolean confirm(ShardId id, Proof proof) {
    return switch (proof) {
      case Proof.None() -> true;
      case Proof.StillIdle(var pod) -> tools.jitsi().confirmIdle(id, pod);
      case Proof.PodGone(var pod) -> tools.cluster().podErrands().isGone(pod);
    };
  }

  private void say(
      JitsiShard shard,
      Intent<JitsiShardStatus> intent,
      Applier.Report report,
      ShardMemory memory) {
    var before = shard.getStatus();
    memory.common().planned(intent.status().condition("Ready"));
    if (tools.cluster().say(shard, intent, report, memory.common())) {
      memory.wrote(before, intent.status(), tools.cluster().clock().instant());
    }
  }

  /** No event tells a shard that another one asks for its host: who finds it out says so. */
  private void wakeRivals(
      JitsiShard shard, Observation.Seen seen, Intent<JitsiShardStatus> intent) {
    if (ShardReferences.hasNewRival(shard.getStatus(), intent.status())) {
      seen.world()
          .surroundings()
          .namesakes()
          .forEach(
              rival ->
                  tools
                      .nudges()
                      .changed(rival.getMetadata().getNamespace(), rival.getMetadata().getName()));
    }
  }

  private Duration nextLook(JitsiShard shard, Intent<JitsiShardStatus> intent, ShardMemory memory) {
    var planned = intent.nextLook();
    var next = tools.observation().nextLook(shard, memory).filter(d -> d.compareTo(planned) < 0);
    return next.filter(Duration::isPositive).orElse(next.isPresent() ? AT_ONCE : planned);
  }
}
