package io.jitsioperator.world;

import io.jitsioperator.api.v1alpha1.JitsiShard;

/** Names one shard. */
public record ShardId(String namespace, String name) {

  public static ShardId of(JitsiShard shard) {
    return new ShardId(shard.getMetadata().getNamespace(), shard.getMetadata().getName());
  }

  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
