package io.jitsioperator.testbed.network;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * NetworkPolicies as the API defines them ({@code networking.k8s.io/v1}). Where network plugins
 * differ, the stricter reading holds: an {@code ipBlock} never matches a pod.
 */
public final class Policies {

  private final List<NetworkPolicy> policies;

  /** The policies of any number of namespaces. */
  public Policies(Collection<NetworkPolicy> policies) {
    this.policies = List.copyOf(policies);
  }

  /**
   * Whether a connection may be made: egress of the source and ingress of the target.
   *
   * @param from who connects
   * @param to who is connected to
   * @param protocol TCP, UDP or SCTP
   * @param port of the target itself (a Service's target port), 1 – 65535
   */
  public Verdict allows(Peer from, Peer to, String protocol, int port) {
    if (from.namespace() != null && !from.ip().isEmpty() && from.ip().equals(to.ip())) {
      return new Verdict(true, "a pod always reaches itself");
    }
    Verdict out = egress(from, to, protocol, port);
    return out.allowed() ? ingress(from, to, protocol, port) : out;
  }

  private Verdict egress(Peer from, Peer to, String protocol, int port) {
    List<NetworkPolicy> selecting = selecting(from, "Egress");
    return judge(
        selecting,
        "egress of " + from.name() + " to " + to.name() + " port " + port,
        policy ->
            policy.getSpec().getEgress().stream()
                .anyMatch(rule -> fits(policy, rule, to, protocol, port)));
  }

  private Verdict ingress(Peer from, Peer to, String protocol, int port) {
    List<NetworkPolicy> selecting = selecting(to, "Ingress");
    return judge(
        selecting,
        "ingress of " + to.name() + " port " + port + " from " + from.name(),
        policy ->
            policy.getSpec().getIngress().stream()
                .anyMatch(rule -> fits(policy, rule, from, to, protocol, port)));
  }

  private static Verdict judge(
      List<NetworkPolicy> selecting, String what, Predicate<NetworkPolicy> allowing) {
    if (selecting.isEmpty()) {
      return new Verdict(true, "no NetworkPolicy selects for " + what);
    }
    return selecting.stream()
        .filter(allowing)
        .findFirst()
        .map(policy -> new Verdict(true, "NetworkPolicy " + name(policy) + " allows " + what))
        .orElseGet(() -> new Verdict(false, names(selecting) + " refuses " + what));
  }

  private List<NetworkPolicy> selecting(Peer peer, String type) {
    return policies.stream()
        .filter(each -> Objects.equals(each.getMetadata().getNamespace(), peer.namespace()))
        .filter(each -> Selectors.selects(each.getSpec().getPodSelector(), peer.podLabels()))
        .filter(each -> types(each).contains(type))
        .toList();
  }

  /** Absent policyTypes mean Ingress, and Egress if there is an egress rule. */
  private static List<String> types(NetworkPolicy policy) {
    List<String> types = policy.getSpec().getPolicyTypes();
    if (!types.isEmpty()) {
      return types;
    }
    return policy.getSpec().getEgress().isEmpty()
        ? List.of("Ingress")
        : List.of("Ingress", "Egress");
  }

  private static boolean fits(
      NetworkPolicy policy, NetworkPolicyEgressRule rule, Peer to, String protocol, int port) {
    return peers(policy, rule.getTo(), to) && ports(rule.getPorts(), to, protocol, port);
  }

  private static boolean fits(
      NetworkPolicy policy,
      NetworkPolicyIngressRule rule,
      Peer from,
      Peer to,
      String protocol,
      int port) {
    return peers(policy, rule.getFrom(), from) && ports(rule.getPorts(), to, protocol, port);
  }

  private static boolean peers(NetworkPolicy policy, List<NetworkPolicyPeer> rules, Peer other) {
    return rules.isEmpty() || rules.stream().anyMatch(each -> peer(policy, each, other));
  }

  private static boolean peer(NetworkPolicy policy, NetworkPolicyPeer rule, Peer other) {
    if (rule.getIpBlock() != null) {
      return other.namespace() == null && inside(rule.getIpBlock(), other.ip());
    }
    if (other.namespace() == null) {
      return false;
    }
    boolean namespace =
        rule.getNamespaceSelector() == null
            ? Objects.equals(policy.getMetadata().getNamespace(), other.namespace())
            : Selectors.selects(rule.getNamespaceSelector(), other.namespaceLabels());
    return namespace
        && (rule.getPodSelector() == null
            || Selectors.selects(rule.getPodSelector(), other.podLabels()));
  }

  private static boolean inside(IPBlock block, String ip) {
    return new Cidr(block.getCidr()).contains(ip)
        && block.getExcept().stream().noneMatch(each -> new Cidr(each).contains(ip));
  }

  private static boolean ports(
      List<NetworkPolicyPort> rules, Peer target, String protocol, int port) {
    return rules.isEmpty() || rules.stream().anyMatch(each -> port(each, target, protocol, port));
  }

  private static boolean port(NetworkPolicyPort rule, Peer target, String protocol, int port) {
    if (!Objects.requireNonNullElse(rule.getProtocol(), "TCP").equals(protocol)) {
      return false;
    }
    @Nullable IntOrString wanted = rule.getPort();
    if (wanted == null) {
      return true;
    }
    if (wanted.getStrVal() != null) {
      return target.port(protocol, wanted.getStrVal()).filter(each -> each == port).isPresent();
    }
    int first = wanted.getIntVal();
    return port >= first && port <= Objects.requireNonNullElse(rule.getEndPort(), first);
  }

  private static String names(List<NetworkPolicy> policies) {
    return policies.stream()
        .map(Policies::name)
        .sorted()
        .collect(Collectors.joining(", ", "NetworkPolicy ", ""));
  }

  private static String name(NetworkPolicy policy) {
    return policy.getMetadata().getNamespace() + "/" + policy.getMetadata().getName();
  }
}
