package io.jitsioperator.testbed.node;

import io.fabric8.kubernetes.api.model.ServiceAccountTokenProjection;

/** Gives a pod its ServiceAccount's token. */
@FunctionalInterface
interface Tokens {

  /**
   * A token as the projection wants it.
   *
   * @throws Blocked with FailedMount if there is none to be had
   */
  String token(ServiceAccountTokenProjection projection) throws Blocked;
}
