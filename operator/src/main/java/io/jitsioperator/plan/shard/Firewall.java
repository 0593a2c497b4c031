package io.jitsioperator.plan.shard;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.jitsioperator.api.v1alpha1.AllowedNamespaces;
import io.jitsioperator.plan.kube.Labels;
import io.jitsioperator.plan.kube.Tcp;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who may reach which port. REST of Jicofo and the census of Prosody ask for no password, so nobody
 * gets there but the operator and whom the user names as scrapers. Bridges get to the brewery only,
 * from the namespaces that may attach. Other kinds bring policies of their own: what several
 * policies allow adds up.
 */
final class Firewall {

  /** What all bridges of all pools have in common; who they are, their password says. */
  private static final Map<String, String> BRIDGES =
      Map.of(Labels.NAME, "jitsi", Labels.COMPONENT, "jvb");

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
        policy(scope, Component.BREWERY, allow(Brewery.XMPP, guests(scope, jicofo, operator))),
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

  private static List<NetworkPolicyPeer> guests(
      Scope scope, NetworkPolicyPeer jicofo, NetworkPolicyPeer operator) {
    var bridges = bridges(scope.spec().allowedNamespaces());
    return Stream.concat(Stream.of(jicofo, operator), bridges).toList();
  }

  /** In the namespaces from which pools may attach: always the shard's own, and those it names. */
  private static Stream<NetworkPolicyPeer> bridges(AllowedNamespaces allowed) {
    return switch (allowed.from()) {
      case AllowedNamespaces.ALL -> Stream.of(bridgesOf(new LabelSelector()));
      case AllowedNamespaces.SELECTOR -> Stream.of(bridgesOf(null), bridgesOf(allowed.selector()));
      default -> Stream.of(bridgesOf(null));
    };
  }

  private static NetworkPolicyPeer bridgesOf(@Nullable LabelSelector namespaces) {
    return new NetworkPolicyPeerBuilder()
        .withNamespaceSelector(namespaces)
        .withPodSelector(labels(BRIDGES))
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

  private static LabelSelector labels(Map<String, String> labels) {
    return new LabelSelectorBuilder().withMatchLabels(labels).build();
  }
}
