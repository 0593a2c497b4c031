package io.jitsioperator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.processing.event.rate.LinearRateLimiter;
import io.javaoperatorsdk.operator.processing.event.source.informer.TransformingItemStore;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.jitsioperator.settings.Settings;
import java.time.Duration;

/** What the controllers of all kinds have in common. */
final class ControllerDefaults {

  private ControllerDefaults() {}

  static <P extends HasMetadata> void configure(
      ControllerConfigurationOverrider<P> controller, Settings settings) {
    if (settings.namespaces().isEmpty()) {
      controller.watchingAllNamespaces();
    } else {
      controller.settingNamespaces(settings.namespaces());
    }
    if (settings.namespaces().size() <= 1) {
      controller.withItemStore(new TransformingItemStore<>(Caches::pruned));
    }
    controller
        .withInformerListLimit(Caches.PAGE)
        .withRetry(
            new GenericRetry()
                .setInitialInterval(Duration.ofSeconds(1))
                .setIntervalMultiplier(2)
                .setMaxInterval(Duration.ofMinutes(5).toMillis())
                .withoutMaxAttempts())
        // A resource whose objects others change all the time must not starve the rest.
        .withRateLimiter(new LinearRateLimiter(Duration.ofSeconds(1), 20))
        .withReconciliationMaxInterval(settings.resyncInterval());
  }
}
