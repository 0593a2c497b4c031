package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.jitsioperator.api.v1alpha1.Monitoring;
import io.jitsioperator.plan.kube.Labels;
import io.jitsioperator.plan.kube.PodMonitor;
import io.jitsioperator.plan.status.Reason;
import io.jitsioperator.plan.status.Verdict;
import io.jitsioperator.world.ApiState;
import io.jitsioperator.world.ObjectRef;
import io.jitsioperator.world.OptionalApi;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/**
 * Who may read the metrics of Jicofo and Prosody, and the PodMonitor that tells a Prometheus of
 * them. The pods serve their metrics from their first day, so nothing restarts because of it; the
 * brewery Prosody has none (Jitsi contracts §2.1: its template has no HTTP but for its health).
 */
final class Monitor {

  static final String CONDITION = "Monitored";

  private static final List<String> SCRAPED =
      List.of(Component.JICOFO.word(), Component.PROSODY.word());

  private Monitor() {}

  /** Empty while the cluster is not known to have the kind; then what exists stays. */
  static Optional<PodMonitor> plan(Scope scope) {
    return wanted(scope)
        .filter(wanted -> api(scope) instanceof ApiState.Served)
        .map(wanted -> monitor(scope, wanted));
  }

  /** What must not be pruned, whether or not it can be applied now. */
  static Optional<ObjectRef> kept(Scope scope) {
    var api = OptionalApi.POD_MONITOR;
    return wanted(scope).map(wanted -> scope.ref(api.apiVersion(), api.kind(), scope.name()));
  }

  /** Who may scrape. */
  static List<NetworkPolicyPeer> peers(Scope scope) {
    return wanted(scope).map(Monitoring::scrapers).orElse(List.of()).stream()
        .map(
            each ->
                new NetworkPolicyPeerBuilder()
                    .withNamespaceSelector(each.namespaceSelector())
                    .withPodSelector(each.podSelector())
                    .build())
        .toList();
  }

  /** For a shard that asks for it. */
  static Optional<Verdict> verdict(Scope scope) {
    return wanted(scope).map(wanted -> verdict(api(scope)));
  }

  private static Verdict verdict(ApiState api) {
    return switch (api) {
      case ApiState.Served served ->
          Verdict.yes(
              Reason.POD_MONITOR_MADE,
              "A PodMonitor names Jicofo and Prosody; spec.monitoring.scrapers may read them.");
      case ApiState.Absent absent ->
          Verdict.no(
              Reason.POD_MONITOR_API_ABSENT,
              "The cluster has no PodMonitor of monitoring.coreos.com/v1.");
      case ApiState.Forbidden(String why) ->
          Verdict.no(Reason.API_FORBIDDEN, "The operator may not read PodMonitors: " + why + ".");
      case ApiState.Unknown(String why) ->
          Verdict.notSeenYet("It is not known whether the cluster has PodMonitors: " + why);
    };
  }

  private static Optional<Monitoring> wanted(Scope scope) {
    return Optional.ofNullable(scope.spec().monitoring());
  }

  private static ApiState api(Scope scope) {
    return scope.world().surroundings().api(OptionalApi.POD_MONITOR);
  }

  private static PodMonitor monitor(Scope scope, Monitoring wanted) {
    var monitor = new PodMonitor();
    monitor.setMetadata(scope.meta(scope.name(), "monitoring"));
    var labels = new HashMap<>(wanted.labels());
    labels.putAll(monitor.getMetadata().getLabels());
    monitor.getMetadata().setLabels(labels);
    monitor.setSpec(
        new PodMonitor.Spec(
            new LabelSelectorBuilder()
                .withMatchLabels(Labels.instance(scope.name()))
                .addNewMatchExpression()
                .withKey(Labels.COMPONENT)
                .withOperator("In")
                .withValues(SCRAPED)
                .endMatchExpression()
                .build(),
            List.of(Labels.INSTANCE, Labels.COMPONENT),
            List.of(new PodMonitor.Endpoint(Jicofo.REST.name(), "/metrics", wanted.interval()))));
    return monitor;
  }
}
