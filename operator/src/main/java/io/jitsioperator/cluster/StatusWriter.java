package io.jitsioperator.cluster;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jitsioperator.cluster.WriteMetrics.Outcome;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the status of a resource when it says something else than before; never its spec. */
public final class StatusWriter {

  private static final Logger LOG = LoggerFactory.getLogger(StatusWriter.class);

  private static final PatchContext APPLY =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager(ObjectWriter.FIELD_MANAGER)
          .withForce(true)
          .build();

  private final KubernetesClient client;
  private final WriteMetrics metrics;

  /** Writes through that client. */
  public StatusWriter(KubernetesClient client, WriteMetrics metrics) {
    this.client = client;
    this.metrics = metrics;
  }

  /**
   * Makes the status of that resource the given one.
   *
   * @return the resourceVersion of the answer if something was written; nothing is written to a
   *     resource that has gone meanwhile, and that is no failure
   * @throws KubernetesClientException if the API server refused
   */
  public <S, R extends CustomResource<?, S>> Optional<String> write(R resource, S status) {
    if (Objects.equals(resource.getStatus(), status)) {
      return Optional.empty();
    }
    var meta = resource.getMetadata();
    // The uid keeps a status from landing on another resource that has taken the name since.
    var body =
        Map.of(
            "apiVersion",
            resource.getApiVersion(),
            "kind",
            resource.getKind(),
            "metadata",
            Map.of("name", meta.getName(), "namespace", meta.getNamespace(), "uid", meta.getUid()),
            "status",
            status);
    try {
      var answer =
          client.resource(resource).subresource("status").patch(APPLY, Serialization.asJson(body));
      metrics.wrote(resource.getKind() + "/status", Outcome.CHANGED);
      return Optional.of(answer.getMetadata().getResourceVersion());
    } catch (KubernetesClientException e) {
      if (Refusal.isGone(resource, e)) {
        // The cache is about to show it.
        LOG.debug("{} {} has gone before its status", resource.getKind(), meta.getName());
        return Optional.empty();
      }
      throw e;
    }
  }
}
