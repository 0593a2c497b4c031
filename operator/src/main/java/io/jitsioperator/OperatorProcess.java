package io.jitsioperator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.jitsioperator.api.v1alpha1.BridgePool;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.cluster.Reading;
import io.jitsioperator.cluster.Throttle;
import io.jitsioperator.reconcile.ClusterTools;
import io.jitsioperator.reconcile.PoolController;
import io.jitsioperator.reconcile.ReconcileMetrics;
import io.jitsioperator.reconcile.ShardController;
import io.jitsioperator.reconcile.Turns;
import io.jitsioperator.reconcile.WatchedKinds;
import io.jitsioperator.reconcile.Watches;
import io.jitsioperator.serve.HttpEndpoint;
import io.jitsioperator.serve.HttpEndpoint.Readiness;
import io.jitsioperator.settings.Settings;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.hotspot.DefaultExports;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running operator, from its first line of log to its orderly end. */
final class OperatorProcess {

  private static final Logger LOG = LoggerFactory.getLogger(OperatorProcess.class);

  private static final String LEASE = "jitsi-operator";

  /** Long enough for the writes of a pass; the pod's grace period must be longer. */
  private static final Duration ORDERLY_STOP = Duration.ofSeconds(10);

  private final Settings settings;
  private final InstantSource clock = Clock.systemUTC();
  private final CollectorRegistry registry = new CollectorRegistry();
  private final Throttle throttle = new Throttle(clock);
  private final KubernetesClient client;
  private final Operator operator;
  private final ClusterTools tools;
  private final Watches watches;
  private final ShardController shards;
  private final PoolController pools;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile boolean stopping;
  private volatile boolean leading;

  // Made here, because the framework calls configure() twice.
  private final ReconcileMetrics metrics = new ReconcileMetrics(registry);
  private final ExecutorService executor = Turns.executor();

  private OperatorProcess(Settings settings) {
    this.settings = settings;
    this.leading = !settings.leaderElection();
    DefaultExports.register(registry);
    this.client = client();
    this.tools = new ClusterTools(settings, client, throttle, registry, clock);
    this.watches = new Watches(tools, registry);
    this.shards = new ShardController(tools, watches, registry);
    this.pools = new PoolController(tools, watches, registry);
    this.operator = new Operator(this::configure);
  }

  /**
   * Starts the operator, which then lives until the process is told to end.
   *
   * @return 0 if it runs; otherwise the exit code, after the reason was logged
   */
  static int start(Settings settings) {
    LOG.info(
        "Jitsi operator {} on Java {}: {}",
        Optional.ofNullable(Main.class.getPackage().getImplementationVersion()).orElse("(built)"),
        Runtime.version(),
        settings);
    return new OperatorProcess(settings).start();
  }

  private int start() {
    try {
      var http = new HttpEndpoint(settings.port(), registry, this::readiness);
      LOG.info("Serving /metrics, /livez and /readyz on port {}", http.port());
    } catch (IOException e) {
      LOG.error("Port {} cannot be served: {}", settings.port(), e.getMessage());
      return 1;
    }
    // Before the first look, which may take minutes.
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
    try {
      if (firstLook()) {
        shards.registerAt(operator);
        pools.registerAt(operator);
        operator.start();
        LOG.info("Started");
      }
      return 0;
    } catch (RuntimeException e) {
      LOG.error(StartFailure.sentence(e, client.getMasterUrl()), e);
      return 1;
    }
  }

  /** Whether to go on; false if the process is told to end meanwhile. */
  private boolean firstLook() {
    return new FirstLook(clock, pause -> stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS))
        .take(
            () -> {
              lookFor(JitsiShard.class);
              lookFor(BridgePool.class);
            });
  }

  /** Fails early, with a better sentence than a cache that does not fill. */
  private void lookFor(Class<? extends HasMetadata> kind) {
    var any = client.resources(kind);
    var one = new ListOptionsBuilder().withLimit(1L).build();
    if (settings.namespaces().isEmpty()) {
      any.inAnyNamespace().list(one);
    }
    settings.namespaces().forEach(namespace -> any.inNamespace(namespace).list(one));
  }

  private KubernetesClient client() {
    var config =
        new ConfigBuilder(Config.autoConfigure(null))
            .withUserAgent("jitsi-operator")
            .withConnectionTimeout(5_000)
            .withRequestTimeout(10_000)
            // Plain streams, which HTTP/2 carries over one connection, instead of WebSockets.
            .withOnlyHttpWatches(true)
            // Who waits, and how long, is decided per shard and not by a blocked request.
            .withRequestRetryBackoffLimit(0)
            .build();
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withKubernetesSerialization(Reading.of(WatchedKinds.all()))
        .withHttpClientBuilderConsumer(
            builder -> builder.addOrReplaceInterceptor("throttle", throttle))
        .build();
  }

  private void configure(ConfigurationServiceOverrider configuration) {
    configuration
        .withKubernetesClient(client)
        .withExecutorService(executor)
        .withReconciliationTerminationTimeout(ORDERLY_STOP)
        .withMetrics(metrics)
        // It is needed for the handover.
        .withCloseClientOnStop(false)
        .withInformerStoppedHandler((informer, error) -> onInformerStopped(error));
    if (settings.leaderElection()) {
      configuration.withLeaderElectionConfiguration(leaderElection());
    }
  }

  private LeaderElectionConfiguration leaderElection() {
    return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(LEASE)
        .withLeaseNamespace(settings.ownNamespace())
        // The pod's name stays when its container is restarted, and so does the Lease.
        .withIdentity(settings.identity())
        .withLeaderCallbacks(new LeaderCallbacks(this::onLeading, this::onLeaseLost, id -> {}))
        .build();
  }

  private void onLeading() {
    leading = true;
    LOG.info("Leading");
  }

  private void onLeaseLost() {
    if (!stopping) {
      LOG.error("The Lease was lost. Exiting at once: another replica may reconcile by now.");
      Runtime.getRuntime().halt(1);
    }
  }

  private void onInformerStopped(Throwable error) {
    if (!stopping && error != null) {
      LOG.error("A cache stopped for good. Exiting, so that a restart can fill it anew.", error);
      Runtime.getRuntime().halt(1);
    }
  }

  private Readiness readiness() {
    if (stopping) {
      return new Readiness(false, "stopping");
    }
    var info = operator.getRuntimeInfo();
    if (!info.isStarted()) {
      // The framework warns about every other question until then.
      return new Readiness(false, "starting");
    }
    if (!info.allEventSourcesAreHealthy()) {
      return new Readiness(
          false, "caches are filling: " + Set.copyOf(info.unhealthyEventSources().keySet()));
    }
    return new Readiness(true, leading ? "synced, leading" : "synced, standing by");
  }

  private void stop() {
    stopping = true;
    stopped.countDown();
    LOG.info("Stopping");
    operator.stop();
    watches.close();
    tools.close();
    // Whoever gets it begins at once: not while a pass of ours may still write.
    if (settings.leaderElection() && leading && executor.isTerminated()) {
      Handover.giveUp(client, LEASE, settings);
    }
  }
}
