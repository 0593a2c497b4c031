package io.jitsioperator.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jitsioperator.testbed.operator.Installation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The rights that the operator ships with are what it needs, and no more: by verb, resource, API
 * group, and the namespaces in which they hold.
 */
@OwnCluster
class RbacIT {

  private static final String OURS = "jitsi-operator.io";
  private static final String LEASES = "coordination.k8s.io";

  /**
   * No requests of ours, but demanded: by the admission of some clusters when an object names its
   * owner, and by the framework's look at its own rights before it takes the Lease, which it then
   * patches.
   */
  private static final Set<Right> DEMANDED =
      Set.of(
          Right.everywhere("update", "jitsishards/finalizers", OURS),
          Right.everywhere("update", "bridgepools/finalizers", OURS),
          // After a conflict at the finalizer the framework reads the pool anew.
          Right.everywhere("get", "bridgepools", OURS),
          new Right("update", "leases", LEASES, Installation.NAME));

  /** Used elsewhere, under these same rights. */
  private static boolean isOfAnotherTest(Right right) {
    return switch (right.resource()) {
      // GatewayIT and MonitoringIT, where the kinds are.
      case "httproutes", "podmonitors" -> true;
      // NodesIT, where a node is lost.
      case "leases" -> right.where().equals("kube-node-lease");
      default -> false;
    };
  }

  /** That look. Kubernetes lets everybody do it (ClusterRole system:basic-user). */
  static final String OWN_RIGHTS = "selfsubjectrulesreviews";

  private static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  private static final String OWN_CONFIG = "jicofo: {customConfigMap: {name: own}}";

  private static final String BY_LABEL =
      "allowedNamespaces: {from: Selector, selector: {matchLabels: {meet: 'yes'}}}";

  private final RunningOperator operator;
  private final KubernetesClient client;

  RbacIT(RunningOperator operator) {
    this.operator = operator;
    this.client = operator.client();
  }

  @Test
  void everyRightIsUsedAndNothingElseIsAskedFor(TestNamespace namespace) throws IOException {
    liveALife(namespace);
    Set<Right> needed = needed();
    Set<Right> granted = granted();
    assertThat(needed).as("what it asked for").hasSizeGreaterThan(20);
    assertThat(needed)
        .as("asked for without a right")
        .allMatch(each -> each.allowedBy(granted).isPresent());
    Set<Right> unused = new HashSet<>(granted);
    needed.forEach(each -> unused.remove(each.allowedBy(granted).orElseThrow()));
    unused.removeAll(DEMANDED);
    unused.removeIf(RbacIT::isOfAnotherTest);
    assertThat(unused).as("rights that nothing uses").isEmpty();
  }

  @Test
  void theRightsInOneNamespaceAreTheSameAsInAll() throws IOException {
    List<PolicyRule> all = rules("rbac-cluster.yaml");
    assertThat(all).hasSizeGreaterThan(5);
    assertThat(rules("one-namespace/rbac-namespace.yaml")).isEqualTo(all);
  }

  private List<PolicyRule> rules(String file) throws IOException {
    Path path = RunningOperator.repository().resolve("install").resolve(file);
    try (InputStream yaml = Files.newInputStream(path)) {
      return client.load(yaml).items().stream().flatMap(each -> rules(each).stream()).toList();
    }
  }

  /** Everything that a shard can go through, by one request of each sort at least. */
  private void liveALife(TestNamespace namespace) {
    namespace.apply(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: own}
        data: {custom-jicofo.conf: ''}
        """);
    String ingress = "web: {ingress: {className: nginx}}";
    Shard shard = namespace.shard("eu1", ingress, OWN_CONFIG).awaitReady();
    List<HasMetadata> owned = new ArrayList<>(shard.owned());
    // The Secret is found by its name, with or without label; and nothing of ours removes Secrets.
    owned.removeIf(each -> each.getKind().equals("Secret"));
    owned.forEach(each -> dropLabel(namespace, each));
    owned.forEach(this::leaveBehind);
    dropKey(namespace, shard);
    // After a restart the same event is not new: it is counted.
    operator.kill();
    operator.startAgain();
    dropKey(namespace, shard);
    namespace.shard("eu1", "networkPolicy: {enabled: false}", OWN_CONFIG);
    Eventually.see(
        "Ingress and policies are gone",
        () -> namespace.kubectl("get", "ingress,networkpolicy", "-o", "name"),
        String::isEmpty);
    Eventually.see("every pod is up to date", shard::conditions, RbacIT::updated);
    attachAndDetach(namespace);
    comeAndGo(namespace, shard);
  }

  /** A pool with a bridge: its pod is made, told its address, drained and deleted. */
  private void comeAndGo(TestNamespace namespace, Shard shard) {
    String privileged = "pod-security.kubernetes.io/enforce=privileged";
    namespace.kubectl("label", "namespace", namespace.name(), "--overwrite", privileged);
    namespace.apply(
        """
        apiVersion: jitsi-operator.io/v1alpha1
        kind: BridgePool
        metadata: { name: bridges }
        spec: { shards: [{ name: %s }], media: { ports: { from: 10077 } } }
        """
            .formatted(shard.name()));
    new Pool(operator, namespace.name(), "bridges").await("Ready=True (Serving)");
    namespace.kubectl("delete", "bridgepool", "bridges", "--timeout=120s");
  }

  /** A pool of another namespace is let in by a label, and loses the password with the label. */
  private void attachAndDetach(TestNamespace namespace) {
    TestNamespace tenant = namespace.another();
    Shard shard = namespace.shard("eu2", BY_LABEL);
    tenant.kubectl("label", "namespace", tenant.name(), "meet=yes");
    Pool pool = Pool.apply(operator, tenant, "extra", shard);
    pool.awaitAttachedTo(shard);
    tenant.kubectl("label", "namespace", tenant.name(), "meet-");
    pool.awaitNoCopy();
  }

  private static boolean updated(List<String> conditions) {
    return conditions.stream().anyMatch(line -> line.startsWith("UpdatePending=False"));
  }

  /** Without this label the operator's caches do not show an object. */
  private void dropLabel(TestNamespace namespace, HasMetadata object) {
    String kind = object.getKind().toLowerCase(Locale.ROOT);
    namespace.kubectl("label", kind, object.getMetadata().getName(), MANAGED_BY + "-");
    Eventually.see(
        Shard.label(object) + " has its label again",
        () -> client.resource(object).require().getMetadata().getLabels(),
        labels -> labels.containsKey(MANAGED_BY));
  }

  /** What an older version of the operator may have made for a shard goes. */
  private void leaveBehind(HasMetadata object) {
    var meta = object.getMetadata();
    GenericKubernetesResource old = Serialization.clone((GenericKubernetesResource) object);
    old.setMetadata(
        new ObjectMetaBuilder()
            .withName(meta.getName() + "-old")
            .withNamespace(meta.getNamespace())
            .withLabels(meta.getLabels())
            .withOwnerReferences(meta.getOwnerReferences())
            .build());
    Map<String, Object> spec = Objects.requireNonNull(old.get("spec"));
    spec.keySet().removeAll(Set.of("clusterIP", "clusterIPs"));
    spec.computeIfPresent("replicas", (key, replicas) -> 0);
    client.resource(old).create();
    Eventually.see(
        Shard.label(old) + " is pruned",
        () -> client.resource(old).get() == null ? "gone" : "there",
        "gone"::equals);
  }

  private static void dropKey(TestNamespace namespace, Shard shard) {
    String patch = "{\"data\":{\"JIBRI_XMPP_PASSWORD\":null}}";
    namespace.kubectl("patch", "secret", shard.part("credentials"), "-p", patch);
    Eventually.see("the key is restored", shard::credentials, now -> now.size() == 7);
    shard.awaitReady();
  }

  /** What every request needed that the operator made since the testbed began. */
  private Set<Right> needed() {
    return operator.testbed().plane().audit().since(Instant.EPOCH).stream()
        .filter(each -> each.by(Installation.NAME, Installation.NAME))
        .filter(each -> !each.resource().isEmpty() && !each.resource().equals(OWN_RIGHTS))
        .flatMap(Right::neededBy)
        .collect(Collectors.toSet());
  }

  /** What the shipped manifests grant. */
  private Set<Right> granted() throws IOException {
    Set<Right> granted = new HashSet<>();
    try (Stream<Path> files = Files.list(RunningOperator.repository().resolve("install"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".yaml")).toList()) {
        try (InputStream yaml = Files.newInputStream(file)) {
          client.load(yaml).items().stream().flatMap(Right::grantedBy).forEach(granted::add);
        }
      }
    }
    return granted;
  }

  private static List<PolicyRule> rules(HasMetadata object) {
    return switch (object) {
      case ClusterRole role -> role.getRules();
      case Role role -> role.getRules();
      default -> List.of();
    };
  }
}
