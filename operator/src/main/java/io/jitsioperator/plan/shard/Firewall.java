package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.jitsioperator.plan.kube.Tcp;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Who may reach which port. REST of Jicofo and the census of Prosody ask for no password, so nobody
 * gets there but the operator and whom the user names as scrapers. Later kinds (bridges, recorders,
 * gateways) bring policies of their own: what several policies allow adds up.
 */
final class Firewall {

  private Firewall() {}

  static List<HasMetadata> policies(Scope scope) {
    if (!scope.spec().networkPolicy().enabled()) {
      return List.of();
    }
    var jicofo = peer(scope, Component.JICOFO);
    var operator = operator(scope);
    var reads = Stream.concat(Stream.of(operator), Monitor.peers(scope).stream()).toList();
    var visits = Stream.concat(Stream.of(peer(scope, Component.WEB)), reads.stream()).toList();
    return List.of(
        policy(
            scope,
            Component.PROSODY,
            allow(Prosody.XMPP, List.of(jicofo)),
            allow(Prosody.HTTP, visits)),
        policy(scope, Component.BREWERY, allow(Brewery.XMPP, List.of(jicofo, operator))),
        policy(scope, Component.JICOFO, allow(Jicofo.REST, reads)),
        policy(scope, Component.WEB, allow(Web.HTTP, List.of())));
  }

  private static NetworkPolicy policy(
      Scope scope, Component component, NetworkPolicyIngressRule... rules) {
    return new NetworkPolicyBuilder()
        .withMetadata(scope.meta(component))
        .withNewSpec()
        .withPodSelector(labels(scope.selectorOf(component)))
        .withPolicyTypes("Ingress")
        .withIngress(rules)
        .endSpec()
        .build();
  }

  /** Without peers: everybody. */
  private static NetworkPolicyIngressRule allow(Tcp port, List<NetworkPolicyPeer> peers) {
    return new NetworkPolicyIngressRuleBuilder().withPorts(port.ofPolicy()).withFrom(peers).build();
  }

  /** Pods of this shard; without a namespace selector only those of its namespace. */
  private static NetworkPolicyPeer peer(Scope scope, Component component) {
    return new NetworkPolicyPeerBuilder()
        .withPodSelector(labels(scope.selectorOf(component)))
        .build();
  }

  private static NetworkPolicyPeer operator(Scope scope) {
    var settings = scope.settings();
    return new NetworkPolicyPeerBuilder()
        .withNamespaceSelector(
            labels(Map.of("kubernetes.io/metadata.name", settings.ownNamespace())))
        .withPodSelector(labels(settings.ownPodLabels()))
        .build();
  }

  private static io.fabric8.kubernetes.api.model.LabelSelector labels(Map<String, String> labels) {
    return new LabelSelectorBuilder().withMatchLabels(labels).build();
  }
}
