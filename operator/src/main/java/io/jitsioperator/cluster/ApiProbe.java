package io.jitsioperator.cluster;

import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jitsioperator.world.ApiState;
import io.jitsioperator.world.OptionalApi;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks the API server whether it has a kind that comes with somebody else's software. */
public final class ApiProbe {

  private final KubernetesClient client;
  private final Set<String> namespaces;

  /**
   * @param namespaces in which objects of the kind must be readable; empty = all
   */
  public ApiProbe(KubernetesClient client, Set<String> namespaces) {
    this.client = client;
    this.namespaces = Set.copyOf(namespaces);
  }

  /**
   * Asks anew. A cache of a kind that is absent or forbidden would end the program, so both are
   * found out before one is made.
   */
  public ApiState ask(OptionalApi api) {
    try {
      @Nullable APIResourceList resources = client.getApiResources(api.apiVersion());
      if (resources == null
          || resources.getResources().stream()
              .map(APIResource::getKind)
              .noneMatch(api.kind()::equals)) {
        return new ApiState.Absent();
      }
      list(api);
      return new ApiState.Served();
    } catch (KubernetesClientException e) {
      return switch (e.getCode()) {
        case 403 -> new ApiState.Forbidden(Refusal.sentence(e));
        case 404 -> new ApiState.Absent();
        default -> new ApiState.Unknown(Refusal.sentence(e));
      };
    }
  }

  private void list(OptionalApi api) {
    var any = client.genericKubernetesResources(api.apiVersion(), api.kind());
    ListOptions one = new ListOptionsBuilder().withLimit(1L).build();
    if (namespaces.isEmpty()) {
      any.inAnyNamespace().list(one);
    }
    namespaces.forEach(namespace -> any.inNamespace(namespace).list(one));
  }
}
