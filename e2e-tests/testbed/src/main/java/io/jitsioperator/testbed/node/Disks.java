package io.jitsioperator.testbed.node;

import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.jspecify.annotations.Nullable;

/**
 * The storage system of the cluster: makes a volume for every claim, to which Kubernetes' own
 * controller then binds it. It is kept when the claim goes, and nobody else gets it.
 */
record Disks(KubernetesClient client) {

  /** Makes the volume unless the claim has one, or asks for a class that nobody serves. */
  void provide(PersistentVolumeClaim claim) {
    if (!isServed(claim.getSpec().getStorageClassName())
        || claim.getSpec().getVolumeName() != null
        || claim.getMetadata().getDeletionTimestamp() != null) {
      return;
    }
    String name = "disk-" + claim.getMetadata().getUid();
    try {
      client
          .resource(
              new PersistentVolumeBuilder()
                  .withNewMetadata()
                  .withName(name)
                  .endMetadata()
                  .withNewSpec()
                  .withAccessModes(claim.getSpec().getAccessModes())
                  .withCapacity(claim.getSpec().getResources().getRequests())
                  .withStorageClassName(claim.getSpec().getStorageClassName())
                  .withPersistentVolumeReclaimPolicy("Retain")
                  .withNewHostPath("/" + name, null)
                  .withNewClaimRef()
                  .withNamespace(claim.getMetadata().getNamespace())
                  .withName(claim.getMetadata().getName())
                  .withUid(claim.getMetadata().getUid())
                  .endClaimRef()
                  .endSpec()
                  .build())
          .create();
    } catch (KubernetesClientException e) {
      if (e.getCode() != 409) { // it is there already, the claim is not bound to it yet
        throw e;
      }
    }
  }

  private boolean isServed(@Nullable String className) {
    return className == null
        || className.isEmpty()
        || client.storage().v1().storageClasses().withName(className).get() != null;
  }
}
