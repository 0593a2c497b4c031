package io.jitsioperator.testbed.node;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServiceAccountTokenProjection;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Real tokens for the ServiceAccount of one pod, bound to that pod; never renewed. */
final class ServiceAccountTokens implements Tokens {

  private final KubernetesClient client;
  private final Pod pod;
  private final Map<String, String> tokens = new HashMap<>();

  ServiceAccountTokens(KubernetesClient client, Pod pod) {
    this.client = client;
    this.pod = pod;
  }

  @Override
  public synchronized String token(ServiceAccountTokenProjection projection) throws Blocked {
    @Nullable String known = tokens.get(projection.getPath());
    if (known != null) {
      return known;
    }
    try {
      String fresh = request(projection);
      tokens.put(projection.getPath(), fresh);
      return fresh;
    } catch (KubernetesClientException e) {
      throw new Blocked("FailedMount", "no ServiceAccount token: " + e.getMessage());
    }
  }

  private String request(ServiceAccountTokenProjection projection) {
    var spec =
        new TokenRequestBuilder()
            .withNewSpec()
            .withExpirationSeconds(projection.getExpirationSeconds())
            .withNewBoundObjectRef(
                "v1", "Pod", pod.getMetadata().getName(), pod.getMetadata().getUid());
    if (projection.getAudience() != null) {
      spec.withAudiences(projection.getAudience());
    }
    TokenRequest answer =
        client
            .serviceAccounts()
            .inNamespace(pod.getMetadata().getNamespace())
            .withName(Objects.requireNonNullElse(pod.getSpec().getServiceAccountName(), "default"))
            .tokenRequest(spec.endSpec().build());
    return answer.getStatus().getToken();
  }
}
