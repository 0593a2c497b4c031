package io.jitsioperator.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Collection;

/** How the client reads what the API server sends. */
public final class Reading {

  private Reading() {}

  /**
   * For a client that watches those kinds. By default the client makes itself ready for all 340
   * kinds that its libraries know, which costs 6 MiB (measured without a kubeconfig: reading one
   * makes the client's own static reader do it). The event of a kind that was not named is
   * understood only at the second try, after an exception.
   */
  public static KubernetesSerialization of(
      Collection<Class<? extends KubernetesResource>> watched) {
    var mapper = new ObjectMapper().registerModule(new SharedTexts());
    var serialization = new KubernetesSerialization(mapper, false);
    watched.forEach(serialization::registerKubernetesResource);
    // How a watch tells that it cannot go on.
    serialization.registerKubernetesResource(Status.class);
    return serialization;
  }
}
