package io.jitsioperator.world;

/** Names one shard. */
public record ShardId(String namespace, String name) {

  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
