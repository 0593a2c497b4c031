package io.jitsioperator.plan.wiring;

import io.jitsioperator.api.v1alpha1.BridgePool;
import io.jitsioperator.api.v1alpha1.JitsiShard;

/** Shards and pools as users write them, as far as who serves whom depends on it. */
public final class Cast {

  private Cast() {}

  /**
   * A shard.
   *
   * @param allowed its {@code spec.allowedNamespaces} in YAML's flow style
   */
  public static JitsiShard shard(String namespace, String name, String allowed) {
    return Stored.shard(
        """
        metadata: { namespace: %s, name: %s, uid: uid-%s-%s }
        spec: { domain: meet.example.com, allowedNamespaces: %s }
        """
            .formatted(namespace, name, namespace, name, allowed));
  }

  /** A pool that names that shard. */
  public static BridgePool pool(
      String namespace, String name, String shardNamespace, String shard) {
    return Stored.pool(
        """
        metadata: { namespace: %s, name: %s, uid: uid-pool-%s-%s, generation: 1 }
        spec: { shards: [{ namespace: %s, name: %s }] }
        """
            .formatted(namespace, name, namespace, name, shardNamespace, shard));
  }
}
