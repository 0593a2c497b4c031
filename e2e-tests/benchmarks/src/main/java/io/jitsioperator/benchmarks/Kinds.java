package io.jitsioperator.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.APIGroup;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.jitsioperator.benchmarks.LeftObject.Id;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Kinds of namespaced objects that can be created and watched. They are asked of the API server, so
 * that nothing which the operator makes can be forgotten here.
 */
record Kinds(KubernetesClient client, List<ResourceDefinitionContext> all) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** All kinds that the API server serves. */
  static Kinds served(KubernetesClient client) {
    List<APIResourceList> lists = new ArrayList<>(List.of(client.getApiResources("v1")));
    for (APIGroup group : client.getApiGroups().getGroups()) {
      lists.add(client.getApiResources(group.getPreferredVersion().getGroupVersion()));
    }
    return new Kinds(
        client,
        lists.stream()
            .flatMap(list -> list.getResources().stream().flatMap(each -> kind(list, each)))
            .toList());
  }

  private static Stream<ResourceDefinitionContext> kind(APIResourceList list, APIResource each) {
    boolean fits =
        each.getNamespaced()
            && !each.getName().contains("/")
            && each.getVerbs().containsAll(List.of("create", "list", "watch"));
    String version = list.getGroupVersion();
    int slash = version.indexOf('/');
    return fits
        ? Stream.of(
            new ResourceDefinitionContext.Builder()
                .withGroup(slash < 0 ? "" : version.substring(0, slash))
                .withVersion(version.substring(slash + 1))
                .withKind(each.getKind())
                .withPlural(each.getName())
                .withNamespaced(true)
                .build())
        : Stream.empty();
  }

  /** Those of them with such objects. */
  Kinds of(List<LeftObject> objects) {
    Set<String> kinds =
        Set.copyOf(objects.stream().map(each -> each.id().kind()).distinct().toList());
    return new Kinds(client, all.stream().filter(each -> kinds.contains(each.getKind())).toList());
  }

  /**
   * What exists in a namespace and is owned by a shard directly. Pods, ReplicaSets and
   * ControllerRevisions are not: Kubernetes makes those, whoever made the rest.
   */
  List<LeftObject> owned(String namespace) throws IOException {
    List<LeftObject> found = new ArrayList<>();
    for (ResourceDefinitionContext kind : all) {
      JsonNode list = JSON.readTree(Objects.requireNonNull(client.raw(path(kind, namespace))));
      for (JsonNode item : list.path("items")) {
        owned(kind, (ObjectNode) item).forEach(found::add);
      }
    }
    return found;
  }

  private static Stream<LeftObject> owned(ResourceDefinitionContext kind, ObjectNode item) {
    JsonNode metadata = item.path("metadata");
    for (JsonNode owner : metadata.path("ownerReferences")) {
      if (owner.path("kind").asText().equals("JitsiShard")) {
        item.put("apiVersion", version(kind)).put("kind", kind.getKind());
        Id id = new Id(kind.getKind(), metadata.path("name").asText());
        return Stream.of(new LeftObject(id, owner.path("name").asText(), item));
      }
    }
    return Stream.empty();
  }

  private static String path(ResourceDefinitionContext kind, String namespace) {
    String root = kind.getGroup().isEmpty() ? "/api/" : "/apis/";
    return root + version(kind) + "/namespaces/" + namespace + "/" + kind.getPlural();
  }

  private static String version(ResourceDefinitionContext kind) {
    return kind.getGroup().isEmpty()
        ? kind.getVersion()
        : kind.getGroup() + "/" + kind.getVersion();
  }
}
