package io.jitsioperator.world;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** Names one Kubernetes object. */
public record ObjectRef(String apiVersion, String kind, String namespace, String name) {

  public static ObjectRef of(HasMetadata object) {
    return new ObjectRef(
        object.getApiVersion(),
        object.getKind(),
        object.getMetadata().getNamespace(),
        object.getMetadata().getName());
  }

  @Override
  public String toString() {
    return kind + " " + name;
  }
}
