package io.jitsioperator.plan.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;

/** By whom an object is collected when its owner goes. */
public final class Ownership {

  private Ownership() {}

  /** The reference to the one resource for which an object is made. */
  public static OwnerReference by(HasMetadata owner) {
    return new OwnerReferenceBuilder()
        .withApiVersion(owner.getApiVersion())
        .withKind(owner.getKind())
        .withName(owner.getMetadata().getName())
        .withUid(owner.getMetadata().getUid())
        .withController(true)
        // So that `kubectl delete --cascade=foreground` returns when the parts are gone.
        .withBlockOwnerDeletion(true)
        .build();
  }

  /** Whether an object belongs to that very resource, and not to an earlier one of its name. */
  public static boolean has(HasMetadata object, HasMetadata owner) {
    var uid = owner.getMetadata().getUid();
    return object.getMetadata().getOwnerReferences().stream()
        .anyMatch(reference -> uid.equals(reference.getUid()));
  }
}
