package io.jitsioperator.world;

import io.jitsioperator.api.v1alpha1.BridgePool;

/** Names one pool. */
public record PoolId(String namespace, String name) {

  public static PoolId of(BridgePool pool) {
    return new PoolId(pool.getMetadata().getNamespace(), pool.getMetadata().getName());
  }

  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
