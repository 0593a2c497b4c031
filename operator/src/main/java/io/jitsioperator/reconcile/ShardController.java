package io.jitsioperator.reconcile;

import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.processing.event.rate.LinearRateLimiter;
import io.javaoperatorsdk.operator.processing.event.source.informer.TransformingItemStore;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.cluster.Applier;
import io.jitsioperator.cluster.EventLog;
import io.jitsioperator.cluster.ReferenceReader;
import io.jitsioperator.cluster.StatusWriter;
import io.jitsioperator.cluster.Throttle;
import io.jitsioperator.cluster.WriteMetrics;
import io.jitsioperator.jitsi.JitsiWatch;
import io.jitsioperator.settings.Settings;
import io.prometheus.client.CollectorRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Builds the reconciler of shards with all that it needs, and registers it. */
public final class ShardController implements AutoCloseable {

  private final Settings settings;
  private final JitsiWatch jitsi;
  private final ShardTools tools;
  private final ShardReconciler reconciler;

  /** Wires the rooms together for shards; nothing runs yet. */
  public ShardController(
      Settings settings,
      KubernetesClient client,
      Throttle throttle,
      CollectorRegistry registry,
      InstantSource clock) {
    this.settings = settings;
    var memories = new Memories(shard -> memory(shard, client, clock));
    registry.register(memories);
    var events = new JitsiEvents(this::forget);
    this.jitsi = new JitsiWatch(settings, clock, events::changed);
    registry.register(new WatchMetrics(jitsi::counts));
    var metrics = new WriteMetrics(registry);
    this.tools =
        new ShardTools(
            clock,
            throttle,
            memories,
            new Observation(jitsi, clock),
            new Applier(client, metrics, clock),
            new StatusWriter(client, metrics),
            new EventLog(client, metrics, clock, settings.identity()),
            jitsi,
            events);
    this.reconciler = new ShardReconciler(settings, tools);
  }

  private static ShardMemory memory(
      JitsiShard shard, KubernetesClient client, InstantSource clock) {
    var meta = shard.getMetadata();
    var status = shard.getStatus();
    return new ShardMemory(
        meta.getUid(),
        status == null || status.observedGeneration() == null,
        new ReferenceReader(client, meta.getNamespace(), clock));
  }

  /** The kinds that are watched for shards. */
  public static List<Class<? extends KubernetesResource>> watched() {
    var kinds = new ArrayList<Class<? extends KubernetesResource>>(Children.OWNED);
    kinds.add(Pod.class);
    kinds.add(JitsiShard.class);
    return kinds;
  }

  /** Hands the reconciler to the framework. */
  public void registerAt(Operator operator) {
    operator.register(reconciler, this::configure);
  }

  private void configure(ControllerConfigurationOverrider<JitsiShard> controller) {
    if (settings.namespaces().isEmpty()) {
      controller.watchingAllNamespaces();
    } else {
      controller.settingNamespaces(settings.namespaces());
    }
    if (settings.namespaces().size() <= 1) {
      controller.withItemStore(new TransformingItemStore<>(ShardController::pruned));
    }
    controller
        .withInformerListLimit(Children.PAGE)
        .withRetry(
            new GenericRetry()
                .setInitialInterval(Duration.ofSeconds(1))
                .setIntervalMultiplier(2)
                .setMaxInterval(Duration.ofMinutes(5).toMillis())
                .withoutMaxAttempts())
        // A shard whose objects others change all the time must not starve the rest.
        .withRateLimiter(new LinearRateLimiter(Duration.ofSeconds(1), 20))
        .withReconciliationMaxInterval(settings.resyncInterval());
  }

  private static JitsiShard pruned(JitsiShard shard) {
    shard.getMetadata().setManagedFields(List.of());
    return shard;
  }

  private void forget(JitsiShard shard) {
    tools.memories().forget(shard);
    jitsi.forget(Memories.id(shard));
  }

  @Override
  public void close() {
    jitsi.close();
  }
}
