package io.jitsioperator.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jitsioperator.testbed.controlplane.AuditLog;
import io.jitsioperator.testbed.operator.Installation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** The rights that the operator ships with are what it needs, and no more. */
@ExtendWith(ShardCluster.class)
@Isolated
class RbacIT {

  private final RunningOperator operator;
  private final KubernetesClient client;

  RbacIT(RunningOperator operator) {
    this.operator = operator;
    this.client = operator.client();
  }

  @Test
  void everyRightIsUsedAndNothingElseIsAskedFor(TestNamespace namespace) throws IOException {
    liveALife(namespace);
    List<AuditLog.Entry> asked =
        operator.testbed().plane().audit().since(Instant.EPOCH).stream()
            .filter(each -> each.by(Installation.NAME, Installation.NAME))
            .filter(each -> !each.resource().isEmpty())
            .filter(each -> !each.resource().startsWith("selfsubject"))
            .toList();
    Set<String> used = new TreeSet<>();
    asked.forEach(each -> used.add(each.verb() + " " + each.resource()));
    Set<String> granted = granted();
    Set<String> unused = new TreeSet<>(granted);
    unused.removeAll(used);
    Set<String> missing = new TreeSet<>(used);
    missing.removeAll(granted);
    assertThat(missing).as("asked for without a right").isEmpty();
    assertThat(unused).as("rights that nothing uses").isEmpty();
  }

  /** Everything that a shard can go through, by one request of each sort at least. */
  private void liveALife(TestNamespace namespace) {
    namespace.apply(
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: own}, data: {custom-jicofo.conf: ''}}");
    String ingress = "web: {ingress: {className: nginx}}";
    String config = "jicofo: {customConfigMap: {name: own}}";
    Shard shard = namespace.shard("eu1", ingress, config).awaitReady();
    for (HasMetadata each : shard.owned()) {
      client.resource(each).delete();
      shard.awaitReplacement(each);
    }
    shard.awaitReady();
    namespace.kubectl(
        "patch", "secret", "eu1-credentials", "-p", "{\"data\":{\"JIBRI_XMPP_PASSWORD\":null}}");
    Eventually.see("the key is restored", shard::credentials, now -> now.size() == 7);
    namespace.shard("eu1", "networkPolicy: {enabled: false}", config);
    Eventually.see(
        "Ingress and policies are gone",
        () -> namespace.kubectl("get", "ingress,networkpolicy", "-o", "name"),
        String::isEmpty);
    Eventually.see("every pod is up to date", shard::conditions, RbacIT::updated);
  }

  private static boolean updated(List<String> conditions) {
    return conditions.stream().anyMatch(line -> line.startsWith("UpdatePending=False"));
  }

  /** "verb resource" of every rule of the shipped manifests. */
  private Set<String> granted() throws IOException {
    List<PolicyRule> rules = new ArrayList<>();
    try (Stream<Path> files = Files.list(RunningOperator.repository().resolve("install"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".yaml")).toList()) {
        try (InputStream yaml = Files.newInputStream(file)) {
          client.load(yaml).items().forEach(each -> rules.addAll(rules(each)));
        }
      }
    }
    Set<String> granted = new TreeSet<>();
    for (PolicyRule rule : rules) {
      assertThat(rule.getVerbs()).as("no wildcard: %s", rule).doesNotContain("*");
      assertThat(rule.getResources()).as("no wildcard: %s", rule).doesNotContain("*");
      rule.getVerbs()
          .forEach(verb -> rule.getResources().forEach(each -> granted.add(verb + " " + each)));
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
