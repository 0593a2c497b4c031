package io.jitsioperator.plan.bridges;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.jitsioperator.api.v1alpha1.BridgePool;
import io.jitsioperator.api.v1alpha1.BridgePoolSpec;
import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.api.v1alpha1.JitsiShardSpec;
import io.jitsioperator.plan.wiring.Stored;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the user of a random history asks for. Nobody changes a spec, so all histories of a run
 * share them: to read one takes longer than to plan with it.
 */
final class ModelSpecs {

  private final Map<Integer, JitsiShardSpec> shards = new ConcurrentHashMap<>();
  private final Map<Pool, BridgePoolSpec> pools = new ConcurrentHashMap<>();

  /**
   * A pool that serves the shard.
   *
   * @param from the first port that it may use
   * @param to the last one
   */
  record Pool(int replicas, String exposure, int from, int to) {

    /** There are two ports on nodes, ten in the whole cluster. */
    static Pool of(int replicas, String exposure, int from) {
      return new Pool(replicas, exposure, from, from + (exposure.equals("HostPort") ? 1 : 9));
    }

    private BridgePoolSpec spec() {
      return Stored.pool(
              """
              spec:
                shards: [{ namespace: meet, name: eu1 }]
                replicas: %d
                media: { exposure: %s, ports: { from: %d, to: %d } }
                drain: { patience: { scaleDown: 20s, update: 10s, node: 5s } }
              """
                  .formatted(replicas, exposure, from, to))
          .getSpec();
    }
  }

  JitsiShard shard(int release) {
    var shard = new JitsiShard();
    shard.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("meet")
            .withName("eu1")
            .withUid("uid-meet-eu1")
            .build());
    shard.setSpec(shards.computeIfAbsent(release, ModelSpecs::spec));
    return shard;
  }

  private static JitsiShardSpec spec(int release) {
    return Stored.shard(
            "spec: { domain: meet.example.com, release: r%d, allowedNamespaces: { from: All } }"
                .formatted(release))
        .getSpec();
  }

  BridgePool pool(String namespace, String name, int generation, Pool wanted) {
    var pool = new BridgePool();
    pool.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(namespace)
            .withName(name)
            .withUid("uid-pool-%s-%s".formatted(namespace, name))
            .withGeneration((long) generation)
            .build());
    pool.setSpec(pools.computeIfAbsent(wanted, Pool::spec));
    return pool;
  }
}
