package io.jitsioperator.testbed.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoliciesTest {

  private static final Peer SERVER =
      new Peer(
          "server",
          "shop",
          Map.of("team", "a"),
          Map.of("app", "server"),
          "127.9.1.1",
          Map.of("TCP/web", 8080, "UDP/media", 10000));

  private static final Map<String, Peer> SOURCES =
      Map.of(
          "friend",
          Peer.pod("friend", "shop", Map.of("team", "a"), Map.of("app", "friend"), "127.9.1.2"),
          "bare",
          Peer.pod("bare", "shop", Map.of("team", "a"), Map.of(), "127.9.1.5"),
          "stranger",
          Peer.pod("stranger", "shop", Map.of("team", "a"), Map.of("app", "other"), "127.9.1.3"),
          "neighbour",
          Peer.pod("neighbour", "other", Map.of("team", "b"), Map.of("app", "friend"), "127.9.1.4"),
          "lan",
          Peer.outside("lan", "192.0.2.7"),
          "router",
          Peer.outside("router", "192.0.2.1"));

  /** Rule of one ingress policy that selects the server; who gets through on TCP 8080. */
  @ParameterizedTest(name = "{0} lets in {1}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "{} | friend stranger bare neighbour lan router",
        "{from: []} | friend stranger bare neighbour lan router",
        "{from: [{podSelector: {matchLabels: {app: friend}}}]} | friend",
        "{from: [{podSelector: {}}]} | friend stranger bare",
        "{from: [{namespaceSelector: {}}]} | friend stranger bare neighbour",
        "{from: [{namespaceSelector: {matchLabels: {team: b}}}]} | neighbour",
        "{from: [{namespaceSelector: {}, podSelector: {matchLabels: {app: friend}}}]} | friend neighbour",
        "{from: [{namespaceSelector: {matchLabels: {team: a}}}, {podSelector: {matchLabels: {app: x}}}]} | friend stranger bare",
        "{from: [{podSelector: {matchExpressions: [{key: app, operator: In, values: [friend, x]}]}}]} | friend",
        "{from: [{podSelector: {matchExpressions: [{key: app, operator: NotIn, values: [friend]}]}}]} | stranger bare",
        "{from: [{podSelector: {matchExpressions: [{key: app, operator: Exists}]}}]} | friend stranger",
        "{from: [{podSelector: {matchExpressions: [{key: app, operator: DoesNotExist}]}}]} | bare",
        "{from: [{ipBlock: {cidr: 192.0.2.0/24}}]} | lan router",
        "{from: [{ipBlock: {cidr: 192.0.2.0/24, except: [192.0.2.1/32]}}]} | lan",
        "{from: [{ipBlock: {cidr: 0.0.0.0/0}}]} | lan router",
        "{from: [{ipBlock: {cidr: 127.0.0.0/8}}]} | -",
        "{ports: [{port: 8080}]} | friend stranger bare neighbour lan router",
        "{ports: [{port: web}]} | friend stranger bare neighbour lan router",
        "{ports: [{port: 8000, endPort: 9000}]} | friend stranger bare neighbour lan router",
        "{ports: [{port: 8081}]} | -",
        "{ports: [{port: 8000, endPort: 8079}]} | -",
        "{ports: [{port: other}]} | -",
        "{ports: [{port: 8080, protocol: UDP}]} | -",
        "{ports: [{protocol: TCP}]} | friend stranger bare neighbour lan router",
        "{from: [{podSelector: {matchLabels: {app: friend}}}], ports: [{port: 1}, {port: web}]} | friend",
      })
  void ingress(String rule, String expected) {
    Policies policies =
        policies("podSelector: {matchLabels: {app: server}}, ingress: [" + rule + "]");
    List<String> allowed =
        SOURCES.entrySet().stream()
            .filter(each -> policies.allows(each.getValue(), SERVER, "TCP", 8080).allowed())
            .map(Map.Entry::getKey)
            .toList();
    assertThat(allowed)
        .containsExactlyInAnyOrderElementsOf(
            expected == null ? List.of() : List.of(expected.split(" ")));
  }

  @Test
  void withoutPoliciesEverythingIsAllowed() {
    assertThat(new Policies(List.of()).allows(source("stranger"), SERVER, "TCP", 8080).allowed())
        .isTrue();
  }

  @Test
  void aPolicyThatSelectsAPodAndHasNoRuleRefusesEverythingAndIsNamed() {
    Verdict verdict =
        policies("podSelector: {}, policyTypes: [Ingress]")
            .allows(source("friend"), SERVER, "TCP", 8080);
    assertThat(verdict)
        .isEqualTo(
            new Verdict(
                false, "NetworkPolicy shop/p0 refuses ingress of server port 8080 from friend"));
  }

  @Test
  void policiesAddUp() {
    Policies both =
        policies(
            "podSelector: {}, policyTypes: [Ingress]",
            "podSelector: {matchLabels: {app: server}}, ingress: [{from: [{podSelector: {matchLabels: {app: friend}}}]}]");
    assertThat(both.allows(source("friend"), SERVER, "TCP", 8080).allowed()).isTrue();
    assertThat(both.allows(source("stranger"), SERVER, "TCP", 8080).allowed()).isFalse();
  }

  @Test
  void policyTypesDefaultToIngressAndToEgressOnlyWithARule() {
    Policies ingressOnly = policies("podSelector: {matchLabels: {app: friend}}");
    assertThat(ingressOnly.allows(source("friend"), SERVER, "TCP", 8080).allowed())
        .as("no egress rule: egress is free")
        .isTrue();
    Policies withEgress =
        policies("podSelector: {matchLabels: {app: friend}}, egress: [{ports: [{port: 443}]}]");
    assertThat(withEgress.allows(source("friend"), SERVER, "TCP", 8080).allowed()).isFalse();
    assertThat(withEgress.allows(source("stranger"), source("friend"), "TCP", 443).allowed())
        .as("an egress rule does not lift the default type Ingress")
        .isFalse();
    Policies egressOnly =
        policies("podSelector: {matchLabels: {app: friend}}, policyTypes: [Egress]");
    assertThat(egressOnly.allows(source("stranger"), source("friend"), "TCP", 1).allowed())
        .isTrue();
  }

  @Test
  void egressNamesThePortsOfTheTarget() {
    Policies policies =
        policies(
            "podSelector: {matchLabels: {app: friend}}, egress: [{to: [{podSelector: {matchLabels: {app: server}}}], ports: [{port: web}, {port: media, protocol: UDP}]}]");
    assertThat(policies.allows(source("friend"), SERVER, "TCP", 8080).allowed()).isTrue();
    assertThat(policies.allows(source("friend"), SERVER, "UDP", 10000).allowed()).isTrue();
    assertThat(policies.allows(source("friend"), SERVER, "TCP", 10000).allowed()).isFalse();
    assertThat(policies.allows(source("friend"), source("stranger"), "TCP", 8080).allowed())
        .isFalse();
  }

  @Test
  void egressToTheOutsideIsAMatterOfAddresses() {
    Policies policies =
        policies(
            "podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 192.0.2.0/29}}]}]");
    assertThat(policies.allows(source("friend"), source("lan"), "TCP", 443).allowed()).isTrue();
    assertThat(
            policies
                .allows(source("friend"), Peer.outside("far", "198.51.100.1"), "TCP", 443)
                .allowed())
        .isFalse();
  }

  @Test
  void aPolicyHoldsInItsOwnNamespaceOnly() {
    Policies policies = policies("podSelector: {}, policyTypes: [Ingress]");
    assertThat(policies.allows(source("lan"), source("neighbour"), "TCP", 1).allowed()).isTrue();
  }

  @Test
  void aPodAlwaysReachesItself() {
    Policies policies = policies("podSelector: {}, policyTypes: [Ingress, Egress]");
    assertThat(policies.allows(SERVER, SERVER, "TCP", 8080).allowed()).isTrue();
  }

  private static Peer source(String name) {
    return Objects.requireNonNull(SOURCES.get(name));
  }

  private static Policies policies(String... specs) {
    return new Policies(
        Stream.iterate(0, i -> i < specs.length, i -> i + 1)
            .map(
                i ->
                    Serialization.unmarshal(
                        """
                        apiVersion: networking.k8s.io/v1
                        kind: NetworkPolicy
                        metadata: {name: p%d, namespace: shop}
                        spec: {%s}
                        """
                            .formatted(i, specs[i]),
                        NetworkPolicy.class))
            .toList());
  }
}
