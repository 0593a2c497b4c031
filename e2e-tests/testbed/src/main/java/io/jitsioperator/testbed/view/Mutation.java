package io.jitsioperator.testbed.view;

import io.fabric8.kubernetes.api.model.HasMetadata;
import org.jspecify.annotations.Nullable;

/** A lie about one namespace, told to the simulated nodes and the network only. */
@FunctionalInterface
public interface Mutation {

  /**
   * What they see instead of an object.
   *
   * @param copy a Pod, Service, NetworkPolicy, Secret or ConfigMap that may be changed freely
   * @return what is seen; null if the object shall not be seen at all
   */
  @Nullable HasMetadata apply(HasMetadata copy);
}
