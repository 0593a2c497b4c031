package io.jitsioperator.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jitsioperator.testbed.network.Peer;
import io.jitsioperator.testbed.network.Policies;
import io.jitsioperator.testbed.operator.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Who may reach which port of a shard, by the NetworkPolicies that it made; and nobody else. */
@ExtendWith(ShardCluster.class)
@Execution(ExecutionMode.CONCURRENT)
class ReachIT {

  private static final String OPERATOR = "operator";
  private static final String BRIDGE = "a bridge beside the shard";
  private static final Map<String, String> BRIDGES =
      Map.of(
          "app.kubernetes.io/name", "jitsi",
          "app.kubernetes.io/instance", "any",
          "app.kubernetes.io/component", "jvb");

  /** For documentation (RFC 5737): no pod has it. */
  private static final String ADDRESS = "192.0.2.1";

  private static final List<String> COMPONENTS = List.of("prosody", "brewery", "jicofo", "web");

  /** Every port on which a component listens, and who may connect: all others may not. */
  private static final Map<String, Set<String>> TABLE =
      Map.of(
          "prosody 5222", Set.of("jicofo"),
          "prosody 5280", Set.of("web", OPERATOR),
          "prosody 5347", Set.of(),
          "brewery 6222", Set.of("jicofo", OPERATOR, BRIDGE),
          "brewery 5280", Set.of(),
          "jicofo 8888", Set.of(OPERATOR),
          "jicofo 5222", Set.of(),
          "web 8443", Set.of());

  private final RunningOperator operator;
  private final KubernetesClient client;

  ReachIT(RunningOperator operator) {
    this.operator = operator;
    client = operator.client();
  }

  @Test
  void eachPortIsOpenToThoseWhoNeedItAndToNobodyElse(TestNamespace namespace) {
    TestNamespace elsewhere = namespace.another();
    Shard shard = namespace.shard("eu1");
    Shard neighbour = namespace.shard("eu2");
    Shard namesake = elsewhere.shard("eu1");
    List.of(shard, neighbour, namesake).forEach(Shard::awaitReady);
    Map<String, Peer> sources = new LinkedHashMap<>();
    COMPONENTS.forEach(each -> sources.put(each, another(peer(shard, each))));
    COMPONENTS.forEach(each -> sources.put("neighbour's " + each, another(peer(neighbour, each))));
    COMPONENTS.forEach(each -> sources.put("namesake's " + each, another(peer(namesake, each))));
    sources.putAll(strangers(namespace));
    sources.put(BRIDGE, pod(namespace.name(), BRIDGES));
    sources.put("a bridge elsewhere", pod(elsewhere.name(), BRIDGES));
    SoftAssertions all = new SoftAssertions();
    TABLE.forEach(
        (port, allowed) ->
            all.assertThat(reaching(shard, port, sources))
                .as("who reaches %s", port)
                .isEqualTo(new TreeSet<>(allowed)));
    all.assertThat(reaching(shard, "web 8000", sources))
        .as("who reaches web: everybody, as an Ingress or a load balancer must")
        .isEqualTo(new TreeSet<>(sources.keySet()));
    all.assertAll();
  }

  @Test
  void bridgesComeFromTheNamespacesThatMayAttach(TestNamespace namespace) {
    TestNamespace labelled = namespace.another();
    TestNamespace elsewhere = namespace.another();
    labelled.kubectl("label", "namespace", labelled.name(), "reach=yes");
    Shard all = namespace.shard("eu1", "allowedNamespaces: {from: All}");
    Shard some =
        namespace.shard(
            "eu2", "allowedNamespaces: {from: Selector, selector: {matchLabels: {reach: 'yes'}}}");
    List.of(all, some).forEach(Shard::awaitReady);
    Map<String, Peer> sources =
        Map.of(
            BRIDGE,
            pod(namespace.name(), BRIDGES),
            "labelled",
            pod(labelled.name(), BRIDGES),
            "elsewhere",
            pod(elsewhere.name(), BRIDGES),
            "no bridge",
            pod(labelled.name(), Map.of("app", "curl")));
    assertThat(reaching(all, "brewery 6222", sources))
        .containsExactlyInAnyOrder(BRIDGE, "labelled", "elsewhere");
    assertThat(reaching(some, "brewery 6222", sources))
        .containsExactlyInAnyOrder(BRIDGE, "labelled");
    assertThat(reaching(all, "prosody 5222", sources)).isEmpty();
  }

  /** The operator, and those who look like it or like a part of the shard but are not. */
  private Map<String, Peer> strangers(TestNamespace namespace) {
    Map<String, String> operator = Map.of("app.kubernetes.io/name", "jitsi-operator");
    Map<String, Peer> strangers = new LinkedHashMap<>();
    strangers.put(OPERATOR, pod(Installation.NAME, operator));
    strangers.put("an operator's double beside the shard", pod(namespace.name(), operator));
    strangers.put("a stranger in the operator's namespace", pod(Installation.NAME, Map.of()));
    strangers.put("a stranger beside the shard", pod(namespace.name(), Map.of("app", "curl")));
    strangers.put(
        "a stranger elsewhere that calls itself jicofo of eu1",
        pod(
            "default",
            Map.of(
                "app.kubernetes.io/instance", "eu1",
                "app.kubernetes.io/component", "jicofo",
                "app.kubernetes.io/managed-by", "jitsi-operator")));
    strangers.put("an ingress controller", pod("kube-system", Map.of("app", "ingress-nginx")));
    strangers.put("the world outside", Peer.outside("the world outside", "203.0.113.7"));
    return strangers;
  }

  /** A pod like that one, for a pod always reaches itself. */
  private static Peer another(Peer pod) {
    return new Peer(
        pod.name(), pod.namespace(), pod.namespaceLabels(), pod.podLabels(), ADDRESS, pod.ports());
  }

  private Peer pod(String namespace, Map<String, String> labels) {
    return Peer.pod("a pod", namespace, namespaceLabels(namespace), labels, ADDRESS);
  }

  @Test
  void nobodyButTheOperatorAsksABridge(TestNamespace namespace) {
    Shard shard = namespace.shard("eu1").awaitReady();
    BridgesOfPool pool = BridgesOfPool.apply(operator, namespace, "eu1", 1).awaitServing(1);
    Pod pod =
        client.pods().inNamespace(namespace.name()).withName(pool.pods().firstKey()).require();
    Peer bridge = Peer.of(pod, namespaceLabels(namespace.name()));
    int media =
        pod.getSpec().getContainers().getFirst().getPorts().stream()
            .filter(port -> "UDP".equals(port.getProtocol()))
            .findFirst()
            .orElseThrow()
            .getContainerPort();
    Map<String, Peer> sources = strangers(namespace);
    COMPONENTS.forEach(each -> sources.put(each, another(peer(shard, each))));
    sources.put("another bridge", another(bridge));
    assertThat(reaching(policies(), bridge, "TCP", 8080, sources)).containsExactly(OPERATOR);
    assertThat(reaching(policies(), bridge, "TCP", 9090, sources)).isEmpty();
    assertThat(reaching(policies(), bridge, "UDP", media, sources))
        .as("who sends media: everybody")
        .isEqualTo(sources.keySet());
  }

  @Test
  void theOperatorItselfServesItsPagesAndNothingElse(TestNamespace namespace) throws IOException {
    Path file = RunningOperator.repository().resolve("install/operator.yaml");
    List<HasMetadata> install = client.load(Files.newInputStream(file)).items();
    Policies policies = new Policies(all(install, NetworkPolicy.class));
    PodTemplateSpec pod = all(install, Deployment.class).getFirst().getSpec().getTemplate();
    int http = pod.getSpec().getContainers().getFirst().getPorts().getFirst().getContainerPort();
    Peer target =
        new Peer(
            "the operator",
            Installation.NAME,
            namespaceLabels(Installation.NAME),
            pod.getMetadata().getLabels(),
            "192.0.2.2",
            Map.of("TCP/http", http));
    Map<String, Peer> sources = strangers(namespace);
    assertThat(reaching(policies, target, "TCP", http, sources))
        .as("who scrapes it: everybody, unless networkPolicy.metricsFrom of the chart says who")
        .isEqualTo(sources.keySet());
    assertThat(reaching(policies, target, "TCP", http + 1, sources)).isEmpty();
  }

  private static <T> List<T> all(List<HasMetadata> objects, Class<T> kind) {
    return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private Set<String> reaching(Shard shard, String port, Map<String, Peer> sources) {
    String component = port.split(" ", 2)[0];
    int number = Integer.parseInt(port.split(" ", 2)[1]);
    return reaching(policies(), peer(shard, component), "TCP", number, sources);
  }

  private static Set<String> reaching(
      Policies policies, Peer target, String protocol, int port, Map<String, Peer> sources) {
    Set<String> reaching = new TreeSet<>();
    sources.forEach(
        (name, source) -> {
          if (policies.allows(source, target, protocol, port).allowed()) {
            reaching.add(name);
          }
        });
    return reaching;
  }

  private Policies policies() {
    return new Policies(client.network().v1().networkPolicies().inAnyNamespace().list().getItems());
  }

  private Peer peer(Shard shard, String component) {
    List<Pod> pods =
        new ArrayList<>(client.pods().inNamespace(shard.namespace()).list().getItems());
    pods.removeIf(each -> !each.getMetadata().getName().startsWith(shard.part(component) + "-"));
    assertThat(pods).as("pods of " + shard.part(component)).isNotEmpty();
    return Peer.of(pods.getFirst(), namespaceLabels(shard.namespace()));
  }

  private Map<String, String> namespaceLabels(String namespace) {
    return client.namespaces().withName(namespace).require().getMetadata().getLabels();
  }

  @Test
  void whoeverSwitchesThePoliciesOffHasNone(TestNamespace namespace) {
    Shard shard = namespace.shard("eu1").awaitReady();
    assertThat(policies(namespace)).isNotEmpty();
    namespace.shard("eu1", "networkPolicy: {enabled: false}");
    Eventually.see("no policy is left", () -> policies(namespace), List::isEmpty);
    shard.awaitReady();
    namespace.shard("eu1", "networkPolicy: {enabled: true}");
    Eventually.see("they are back", () -> policies(namespace), all -> !all.isEmpty());
  }

  private List<String> policies(TestNamespace namespace) {
    return client
        .network()
        .v1()
        .networkPolicies()
        .inNamespace(namespace.name())
        .list()
        .getItems()
        .stream()
        .map(Shard::label)
        .toList();
  }
}
