package io.jitsioperator.plan.bridges;

import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.api.v1alpha1.JitsiShardStatus;
import io.jitsioperator.plan.shard.ShardImages;
import java.util.List;
import java.util.Optional;

/** Prosody and Jicofo of the model: they restart when bridges of the new release serve. */
final class ModelSignalling {

  /** A shard does not wait for bridges for ever; here it waits for seconds, not for minutes. */
  private static final int PATIENCE = 60;

  private String running;
  private int waitedFor;
  boolean frozen;

  ModelSignalling(JitsiShard shard) {
    this.running = shard.getSpec().release();
  }

  /** One second. */
  void live(PoolModel model) {
    if (isCurrent(model.shard) || frozen) {
      waitedFor = 0;
      return;
    }
    var wanted = ShardImages.bridge(model.shard);
    var ready = model.bridges.values().stream().anyMatch(b -> b.runs() && b.image().equals(wanted));
    if (ready && model.random.nextInt(10) == 0 || waitedFor++ > PATIENCE) {
      restart(model.shard);
    }
  }

  /** A bridge is told to leave for another release: not before Jicofo has that. */
  Optional<String> harmOfUpdate(PoolModel model, ModelBridge bridge) {
    var served = bridge.ready.filter(at -> at.isBefore(model.now.minusSeconds(60))).isPresent();
    // Without room for its replacement it may make room.
    var stuck = model.bridges.values().stream().anyMatch(b -> b.node.isEmpty() && !b.ended);
    var old = !bridge.image().equals(ShardImages.bridge(model.shard));
    return served && !stuck && old && !bridge.people.isEmpty() && !isCurrent(model.shard)
        ? Optional.of("order: %s leaves before Jicofo has the new release".formatted(bridge.name()))
        : Optional.empty();
  }

  void restart(JitsiShard shard) {
    running = shard.getSpec().release();
  }

  boolean isCurrent(JitsiShard shard) {
    return running.equals(shard.getSpec().release());
  }

  /** The shard with the status that says so. */
  JitsiShard shown(JitsiShard shard) {
    var images =
        new JitsiShardStatus.Images(
            "ghcr.io/jitsi/prosody:" + running, "ghcr.io/jitsi/jicofo:" + running);
    shard.setStatus(
        new JitsiShardStatus(1L, List.of(), null, running, images, null, null, null, null));
    return shard;
  }
}
