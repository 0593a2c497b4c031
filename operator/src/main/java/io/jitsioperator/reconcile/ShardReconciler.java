package io.jitsioperator.reconcile;

import io.fabric8.kubernetes.client.KubernetesClientException;
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
import io.jitsioperator.plan.shard.ShardPlanner;
import io.jitsioperator.settings.Settings;
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

  private final Settings settings;
  private final ShardTools tools;

  ShardReconciler(Settings settings, ShardTools tools) {
    this.settings = settings;
    this.tools = tools;
  }

  @Override
  public List<EventSource<?, JitsiShard>> prepareEventSources(
      EventSourceContext<JitsiShard> context) {
    var sources = new ArrayList<>(Children.eventSources(context));
    sources.add(tools.events());
    return sources;
  }

  @Override
  public UpdateControl<JitsiShard> reconcile(JitsiShard shard, Context<JitsiShard> context) {
    var memory = tools.memories().of(shard);
    var generation = shard.getMetadata().getGeneration();
    var wait = memory.backoff().remaining(generation, tools.clock().instant());
    if (wait.isPositive()) {
      return UpdateControl.<JitsiShard>noUpdate().rescheduleAfter(wait);
    }
    try {
      var next = pass(shard, context, memory);
      memory.backoff().succeeded();
      return UpdateControl.<JitsiShard>noUpdate().rescheduleAfter(next);
    } catch (KubernetesClientException e) {
      memory.backoff().failed(generation, tools.clock().instant(), tools.throttle().remaining());
      throw e;
    }
  }

  private Duration pass(JitsiShard shard, Context<JitsiShard> context, ShardMemory memory) {
    var seen = tools.observation().of(shard, context, memory);
    var intent = ShardPlanner.plan(seen.world(), settings);
    var report = apply(seen, intent, memory);
    report.notices().forEach(notice -> tools.eventLog().tell(shard, notice));
    if (report.drawn().isPresent()) {
      // What waited for the passwords can be made at once.
      memory.references().made(report.drawn().get());
      return pass(shard, context, memory);
    }
    if (isTooEarly(shard, memory)) {
      return nextLook(shard, intent, memory);
    }
    writeStatus(shard, intent, memory);
    intent.events().forEach(notice -> tools.eventLog().tell(shard, notice));
    return report.obstaclesChanged() ? AT_ONCE : nextLook(shard, intent, memory);
  }

  /**
   * Whether a first status would only say that everything is being made, and be past when the
   * caches show it, a moment later. They bring the shard back.
   */
  private boolean isTooEarly(JitsiShard shard, ShardMemory memory) {
    var status = shard.getStatus();
    return (status == null || status.observedGeneration() == null)
        && !memory.book().expectations(tools.clock().instant()).applied().isEmpty();
  }

  private Applier.Report apply(
      Observation.Seen seen, Intent<JitsiShardStatus> intent, ShardMemory memory) {
    var id = seen.world().id();
    intent
        .watch()
        .ifPresentOrElse(watch -> tools.jitsi().watch(id, watch), () -> tools.jitsi().forget(id));
    return tools
        .applier()
        .apply(seen.owner(), intent, seen.children(), memory.book(), proof -> confirm(id, proof));
  }

  private boolean confirm(ShardId id, Proof proof) {
    return switch (proof) {
      case Proof.None() -> true;
      case Proof.StillIdle(var pod) -> tools.jitsi().confirmIdle(id, pod);
    };
  }

  private void writeStatus(JitsiShard shard, Intent<JitsiShardStatus> intent, ShardMemory memory) {
    var before = shard.getStatus();
    memory.planned(intent.status());
    tools
        .statusWriter()
        .write(shard, intent.status())
        .ifPresent(
            version -> memory.wrote(before, intent.status(), version, tools.clock().instant()));
  }

  private Duration nextLook(JitsiShard shard, Intent<JitsiShardStatus> intent, ShardMemory memory) {
    var planned = intent.nextLook();
    var next = tools.observation().nextLook(shard, memory).filter(d -> d.compareTo(planned) < 0);
    return next.filter(Duration::isPositive).orElse(next.isPresent() ? AT_ONCE : planned);
  }
}
