package io.jitsioperator.reconcile;

import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.Mappers;
import io.jitsioperator.api.v1alpha1.BridgePool;
import io.jitsioperator.api.v1alpha1.BridgePoolStatus;
import io.jitsioperator.intent.Intent;
import io.jitsioperator.intent.Removal.Proof;
import io.jitsioperator.plan.bridges.PoolPlanner;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Keeps every BridgePool as its user asked: observe, plan, apply, status. */
@ControllerConfiguration(
    name = "bridgepool",
    fieldManager = "jitsi-operator",
    // The window that JOSDK 5.3.2 opens around own writes swallows a user's change in it.
    informer = @Informer(comparableResourceVersions = false))
final class PoolReconciler implements Reconciler<BridgePool> {

  private static final String SELECTOR =
      "app.kubernetes.io/managed-by=jitsi-operator,app.kubernetes.io/component=bridges";

  /** Soon enough to be at once, late enough to let the caches take in what was just written. */
  private static final Duration AT_ONCE = Duration.ofMillis(50);

  private final PoolTools tools;

  PoolReconciler(PoolTools tools) {
    this.tools = tools;
  }

  @Override
  public List<EventSource<?, BridgePool>> prepareEventSources(
      EventSourceContext<BridgePool> context) {
    var copies =
        Caches.source(
            InformerEventSourceConfiguration.from(Secret.class, BridgePool.class)
                .withName("Secret")
                .withLabelSelector(SELECTOR)
                .withSecondaryToPrimaryMapper(Mappers.fromOwnerType(BridgePool.class)),
            Caches::pruned,
            context);
    var namespaces = tools.cluster().tenancy().namespaces();
    return List.of(copies, Neighbours.shards(context, namespaces, tools.nudges()), tools.nudges());
  }

  @Override
  public UpdateControl<BridgePool> reconcile(BridgePool pool, Context<BridgePool> context) {
    var memory = tools.memories().of(pool);
    return tools
        .cluster()
        .attempts()
        .attempt(pool, memory.common().backoff(), () -> pass(pool, context, memory));
  }

  private Duration pass(BridgePool pool, Context<BridgePool> context, PoolMemory memory) {
    var cluster = tools.cluster();
    var book = memory.common().book();
    var seen = tools.observation().of(pool, context, memory);
    var intent = PoolPlanner.plan(seen.world(), cluster.settings());
    var report =
        cluster
            .applier()
            .apply(seen.owner(), intent, seen.children(), book, Proof.None.class::isInstance);
    memory.common().planned(intent.status().condition("Ready"));
    cluster.say(pool, intent, report, memory.common());
    return report.obstaclesChanged() ? AT_ONCE : nextLook(intent, memory);
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
