package io.jitsioperator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jitsioperator.cluster.Applier;
import io.jitsioperator.cluster.EventLog;
import io.jitsioperator.cluster.NamespaceWatch;
import io.jitsioperator.cluster.PodErrands;
import io.jitsioperator.cluster.StatusWriter;
import io.jitsioperator.cluster.TenantReader;
import io.jitsioperator.cluster.Throttle;
import io.jitsioperator.cluster.WriteMetrics;
import io.jitsioperator.intent.Intent;
import io.jitsioperator.intent.Notice;
import io.jitsioperator.settings.Settings;
import io.prometheus.client.CollectorRegistry;
import java.time.InstantSource;
import java.util.List;

/**
 * What the reconcilers of all kinds share, above all the one {@link Applier}, which bounds how much
 * is written at once.
 */
public final class ClusterTools implements AutoCloseable {

  private final Settings settings;
  private final KubernetesClient client;
  private final InstantSource clock;
  private final Attempts attempts;
  private final Applier applier;
  private final PodErrands podErrands;
  private final StatusWriter statusWriter;
  private final EventLog eventLog;
  private final NamespaceWatch namespaces;
  private final Tenancy tenancy;

  /** Wires them; nothing runs yet. */
  public ClusterTools(
      Settings settings,
      KubernetesClient client,
      Throttle throttle,
      CollectorRegistry registry,
      InstantSource clock) {
    var metrics = new WriteMetrics(registry);
    this.settings = settings;
    this.client = client;
    this.clock = clock;
    this.attempts = new Attempts(clock, throttle);
    this.applier = new Applier(client, metrics, clock);
    this.podErrands = new PodErrands(client, metrics, clock);
    this.statusWriter = new StatusWriter(client, metrics);
    this.eventLog = new EventLog(client, metrics, clock, settings.identity());
    this.namespaces = new NamespaceWatch(client);
    this.tenancy = new Tenancy(settings, namespaces, new TenantReader(client));
  }

  Settings settings() {
    return settings;
  }

  KubernetesClient client() {
    return client;
  }

  InstantSource clock() {
    return clock;
  }

  Attempts attempts() {
    return attempts;
  }

  Applier applier() {
    return applier;
  }

  PodErrands podErrands() {
    return podErrands;
  }

  Tenancy tenancy() {
    return tenancy;
  }

  /**
   * Says what a pass has found and done: the status, then the events.
   *
   * @return whether the status was written
   */
  <S, R extends CustomResource<?, S>> boolean say(
      R resource, Intent<S> intent, Applier.Report report, Memory<S> memory) {
    var written = statusWriter.write(resource, intent.status());
    written.ifPresent(version -> memory.wrote(intent.status(), version));
    tell(resource, report.notices());
    tell(resource, intent.events());
    return written.isPresent();
  }

  /** Tells events about that resource. */
  void tell(HasMetadata about, List<Notice> notices) {
    notices.forEach(notice -> eventLog.tell(about, notice));
  }

  @Override
  public void close() {
    namespaces.close();
  }
}
