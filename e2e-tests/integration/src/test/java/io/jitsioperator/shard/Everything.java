package io.jitsioperator.shard;

import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** All objects of a namespace, of every kind that the API server has. */
final class Everything {

  /** They tell of objects, and go by themselves. */
  private static final Set<String> LEFT_OUT = Set.of("Event");

  private Everything() {}

  /** Whatever can be listed there. */
  static List<HasMetadata> in(KubernetesClient client, String namespace) {
    List<HasMetadata> all = new ArrayList<>();
    for (ResourceDefinitionContext kind : kinds(client)) {
      all.addAll(client.genericKubernetesResources(kind).inNamespace(namespace).list().getItems());
    }
    return all;
  }

  private static List<ResourceDefinitionContext> kinds(KubernetesClient client) {
    List<String> versions = new ArrayList<>(List.of("v1"));
    client.getApiGroups().getGroups().stream()
        .map(group -> group.getPreferredVersion().getGroupVersion())
        .forEach(versions::add);
    List<ResourceDefinitionContext> kinds = new ArrayList<>();
    for (String version : versions) {
      client.getApiResources(version).getResources().stream()
          .filter(each -> each.getNamespaced() && each.getVerbs().contains("list"))
          .filter(each -> !each.getName().contains("/") && !LEFT_OUT.contains(each.getKind()))
          .map(each -> context(version, each))
          .forEach(kinds::add);
    }
    return kinds;
  }

  private static ResourceDefinitionContext context(String groupVersion, APIResource resource) {
    int slash = groupVersion.indexOf('/');
    return new ResourceDefinitionContext.Builder()
        .withGroup(slash < 0 ? "" : groupVersion.substring(0, slash))
        .withVersion(groupVersion.substring(slash + 1))
        .withKind(resource.getKind())
        .withPlural(resource.getName())
        .withNamespaced(true)
        .build();
  }
}
