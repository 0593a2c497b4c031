package io.jitsioperator.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.jitsioperator.world.ObjectRef;

/**
 * The resource for which objects are made.
 *
 * @param ref which
 * @param uid of this very resource, not of an earlier one of the same name
 * @param fresh whether nothing was ever made for it; then an object of ours that the caches do not
 *     show cannot exist, and creating one needs no look beforehand
 */
public record Owner(ObjectRef ref, String uid, boolean fresh) {

  /** Whether that object belongs to this very resource. */
  public boolean owns(HasMetadata object) {
    return object.getMetadata().getOwnerReferences().stream()
        .anyMatch(reference -> uid.equals(reference.getUid()));
  }
}
