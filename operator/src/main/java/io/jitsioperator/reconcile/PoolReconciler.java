package io.jitsioperator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.Mappers;
import io.jitsioperator.api.v1alpha1.BridgePool;
import io.jitsioperator.api.v1alpha1.BridgePoolStatus;
import io.jitsioperator.intent.Intent;
import io.jitsioperator.plan.bridges.PoolPlanner;
import io.jitsioperator.world.PoolId;
import io.jitsioperator.world.PoolWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keeps every BridgePool as its user asked: observe, plan, apply, status. A pool that is deleted
 * stays, held by a finalizer, until nobody is on its bridges any more.
 */
@ControllerConfiguration(
    name = "bridgepool",
    fieldManager = "jitsi-operator",
    finalizerName = "jitsi-operator.io/bridges",
    // The window that JOSDK 5.3.2 opens around own writes swallows a user's change in it.
    informer = @Informer(comparableResourceVersions = false))
final class PoolReconciler implements Reconciler<BridgePool>, Cleaner<BridgePool> {

  private static final String SELECTOR =
      "app.kubernetes.io/managed-by=jitsi-operator,app.kubernetes.io/component in (bridges,jvb)";

  /** Soon enough to be at once, late enough to let the caches take in what was just written. */
  private static final Duration AT_ONCE = Duration.ofMillis(50);

  private final PoolTools tools;
  private final PoolActs acts;

  PoolReconciler(PoolTools tools) {
    this.tools = tools;
    this.acts = new PoolActs(tools);
  }

  @Override
  public List<EventSource<?, BridgePool>> prepareEventSources(
      EventSourceContext<BridgePool> context) {
    var sources = new ArrayList<EventSource<?, BridgePool>>();
    for (var kind : PoolObservation.OWNED) {
      sources.add(owned(kind, context));
    }
    var namespaces = tools.cluster().tenancy().namespaces();
    sources.add(Neighbours.shards(context, namespaces, tools.nudges()));
    sources.add(tools.nudges());
    return sources;
  }

  private static <T extends HasMetadata> EventSource<T, BridgePool> owned(
      Class<T> kind, EventSourceContext<BridgePool> context) {
    return Caches.source(
        InformerEventSourceConfiguration.from(kind, BridgePool.class)
            .withName(kind.getSimpleName())
            .withLabelSelector(SELECTOR)
            .withSecondaryToPrimaryMapper(Mappers.fromOwnerType(BridgePool.class)),
        PoolReconciler::pruned,
        context);
  }

  private static <T extends HasMetadata> T pruned(T object) {
    Caches.pruned(object);
    if (object instanceof Pod pod) {
      Caches.prunePod(pod);
    }
    return object;
  }

  @Override
  public UpdateControl<BridgePool> reconcile(BridgePool pool, Context<BridgePool> context) {
    var memory = tools.memories().of(pool);
    return tools
        .cluster()
        .attempts()
        .attempt(pool, memory.common().backoff(), () -> pass(pool, context, memory));
  }

  @Override
  public DeleteControl cleanup(BridgePool pool, Context<BridgePool> context) {
    var next = reconcile(pool, context).getScheduleDelay().orElse(AT_ONCE.toMillis());
    return tools.memories().of(pool).mayGo()
        ? DeleteControl.defaultDelete()
        : DeleteControl.noFinalizerRemoval().rescheduleAfter(next);
  }

  private Duration pass(BridgePool pool, Context<BridgePool> context, PoolMemory memory) {
    var cluster = tools.cluster();
    var seen = tools.observation().of(pool, context, memory);
    var plan = PoolPlanner.plan(seen.world(), cluster.settings());
    var report = acts.carryOut(seen, plan, memory);
    memory.sizing(plan.sizing());
    memory.mayGo(plan.mayGo());
    if (plan.mayGo()) {
      return AT_ONCE;
    }
    var before = pool.getStatus();
    memory.common().planned(plan.intent().status().condition("Ready"));
    if (cluster.say(pool, plan.intent(), report, memory.common())) {
      memory.wrote(before, plan.intent().status(), cluster.clock().instant());
    }
    measure(seen.world(), plan);
    return report.obstaclesChanged() ? AT_ONCE : nextLook(plan.intent(), memory);
  }

  private void measure(PoolWorld world, PoolPlanner.Plan plan) {
    var id = PoolId.of(world.pool());
    var asked = world.pool().getSpec().autoscaling();
    tools.metrics().sees(id);
    if (asked == null) {
      tools.metrics().unsized(id);
      return;
    }
    plan.sized().ifPresent(outcome -> tools.metrics().judged(id, asked.maxReplicas(), outcome));
    if (plan.sized().filter(outcome -> outcome.decision().isChange()).isPresent()) {
      tools.metrics().changed(world.signals(), tools.cluster().clock().instant());
    }
  }

  private Duration nextLook(Intent<BridgePoolStatus> intent, PoolMemory memory) {
    var now = tools.cluster().clock().instant();
    var attached =
        intent.status().condition("ShardsAttached").filter(c -> "True".equals(c.getStatus()));
    var read = memory.nextRead(attached.isEmpty());
    var book = memory.common().book().nextLook(now).map(at -> Duration.between(now, at));
    var next =
        Stream.of(read, book)
            .flatMap(each -> each.stream())
            .filter(each -> each.compareTo(intent.nextLook()) < 0)
            .min(Duration::compareTo);
    return next.map(each -> each.isPositive() ? each : AT_ONCE).orElse(intent.nextLook());
  }
}
