package io.jitsioperator.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.jitsioperator.testbed.controlplane.AuditLog;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A right that is granted or used.
 *
 * @param resource with its subresource
 * @param group API group; empty for the core's
 * @param where {@link #EVERYWHERE}, or the one namespace in which it holds
 */
record Right(String verb, String resource, String group, String where) {

  /** In all namespaces, and for what lies in none. */
  static final String EVERYWHERE = "everywhere";

  /** One of a ClusterRole. */
  static Right everywhere(String verb, String resource, String group) {
    return new Right(verb, resource, group, EVERYWHERE);
  }

  /** What this object of a manifest grants; none of ours has a wildcard. */
  static Stream<Right> grantedBy(HasMetadata object) {
    return switch (object) {
      case ClusterRole role -> of(role.getRules(), EVERYWHERE);
      case Role role -> of(role.getRules(), role.getMetadata().getNamespace());
      default -> Stream.empty();
    };
  }

  private static Stream<Right> of(List<PolicyRule> rules, String where) {
    return rules.stream()
        .flatMap(
            rule -> {
              assertThat(rule.getVerbs()).as("no wildcard: %s", rule).doesNotContain("*");
              assertThat(rule.getResources()).as("no wildcard: %s", rule).doesNotContain("*");
              assertThat(rule.getApiGroups()).as("no wildcard: %s", rule).doesNotContain("*");
              return rule.getApiGroups().stream().flatMap(group -> of(rule, group, where));
            });
  }

  private static Stream<Right> of(PolicyRule rule, String group, String where) {
    return rule.getResources().stream()
        .flatMap(
            resource ->
                rule.getVerbs().stream().map(verb -> new Right(verb, resource, group, where)));
  }

  /** What this request needs, in the namespace in which it was made. */
  static Stream<Right> neededBy(AuditLog.Entry request) {
    String where = request.namespace().isEmpty() ? EVERYWHERE : request.namespace();
    Right asked = new Right(request.verb(), request.resource(), request.group(), where);
    // A server-side apply that makes the object needs the right to create it too.
    return request.verb().equals("patch") && request.code() == 201
        ? Stream.of(asked, new Right("create", request.resource(), request.group(), where))
        : Stream.of(asked);
  }

  /** By which of those rights this is allowed; the narrower one is taken first. */
  Optional<Right> allowedBy(Set<Right> granted) {
    return Stream.of(this, everywhere(verb, resource, group)).filter(granted::contains).findFirst();
  }
}
