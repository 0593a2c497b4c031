package io.jitsioperator.plan.bridges;

import io.jitsioperator.api.v1alpha1.BridgePool;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.plan.wiring.Stored;

/** What the user of a random history asks for. */
final class ModelSpecs {

  private ModelSpecs() {}

  static JitsiShard shard(int release) {
    return Stored.shard(
        """
        metadata: { namespace: meet, name: eu1, uid: uid-meet-eu1 }
        spec:
          { domain: meet.example.com, release: r%d, allowedNamespaces: { from: All } }
        """
            .formatted(release));
  }

  /**
   * A pool that serves it.
   *
   * @param port the first that it may use; there are two on nodes, ten in the whole cluster
   */
  static BridgePool pool(int generation, int replicas, String exposure, int port) {
    return Stored.pool(
        """
        metadata: { namespace: b, name: extra, uid: uid-pool-b-extra, generation: %d }
        spec:
          shards: [{ namespace: meet, name: eu1 }]
          replicas: %d
          media: { exposure: %s, ports: { from: %d, to: %d } }
          drain: { patience: { scaleDown: 20s, update: 10s, node: 5s } }
        """
            .formatted(
                generation,
                replicas,
                exposure,
                port,
                port + (exposure.equals("HostPort") ? 1 : 9)));
  }
}
