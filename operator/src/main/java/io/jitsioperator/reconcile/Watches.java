package io.jitsioperator.reconcile;

import io.jitsioperator.cluster.HostNames;
import io.jitsioperator.cluster.NodeWatch;
import io.jitsioperator.jitsi.JitsiWatch;
import io.jitsioperator.world.PoolId;
import io.jitsioperator.world.ShardId;
import io.prometheus.client.CollectorRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** What all kinds watch together beside the caches: Jitsi's processes, and nodes. */
public final class Watches implements AutoCloseable {

  private final List<Consumer<ShardId>> shards = new CopyOnWriteArrayList<>();
  private final List<Consumer<PoolId>> pools = new CopyOnWriteArrayList<>();
  private final List<NodeWatch.Listener> nodeListeners = new CopyOnWriteArrayList<>();
  private final JitsiWatch jitsi;
  private final NodeWatch nodes;
  private final HostNames names;

  /** Wires them; nothing is watched yet. */
  public Watches(ClusterTools cluster, CollectorRegistry registry) {
    this.jitsi =
        new JitsiWatch(
            cluster.settings(),
            cluster.clock(),
            shard -> shards.forEach(listener -> listener.accept(shard)),
            pool -> pools.forEach(listener -> listener.accept(pool)));
    registry.register(new WatchMetrics(jitsi::counts));
    this.nodes = new NodeWatch(cluster.client(), cluster.clock(), new Passing(nodeListeners));
    this.names = new HostNames(cluster.clock());
  }

  JitsiWatch jitsi() {
    return jitsi;
  }

  NodeWatch nodes() {
    return nodes;
  }

  HostNames names() {
    return names;
  }

  /** Something was heard of that shard. */
  void onShard(Consumer<ShardId> listener) {
    shards.add(listener);
  }

  /** Something was heard of the bridges of that pool. */
  void onPool(Consumer<PoolId> listener) {
    pools.add(listener);
  }

  /** A node has changed. */
  void onNode(NodeWatch.Listener listener) {
    nodeListeners.add(listener);
  }

  private record Passing(List<NodeWatch.Listener> listeners) implements NodeWatch.Listener {

    @Override
    public void nodeChanged(String name) {
      listeners.forEach(listener -> listener.nodeChanged(name));
    }

    @Override
    public void sightChanged() {
      listeners.forEach(NodeWatch.Listener::sightChanged);
    }
  }

  @Override
  public void close() {
    nodes.close();
    jitsi.close();
  }
}
