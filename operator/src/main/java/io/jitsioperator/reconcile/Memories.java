package io.jitsioperator.reconcile;

import io.jitsioperator.api.v1alpha1.JitsiShard;
import io.jitsioperator.world.ShardId;
import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The memory of every shard, and how many of them are ready. */
final class Memories extends Collector {

  private final Map<ShardId, ShardMemory> memories = new ConcurrentHashMap<>();
  private final Function<JitsiShard, ShardMemory> begin;

  Memories(Function<JitsiShard, ShardMemory> begin) {
    this.begin = begin;
  }

  ShardMemory of(JitsiShard shard) {
    return memories.compute(
        id(shard),
        (id, memory) ->
            memory != null && memory.uid().equals(shard.getMetadata().getUid())
                ? memory
                : begin.apply(shard));
  }

  void forget(JitsiShard shard) {
    memories.remove(id(shard));
  }

  /** The shards with signalling on that node. */
  List<ShardId> on(String node) {
    return memories.entrySet().stream()
        .filter(e -> e.getValue().nodes().contains(node))
        .map(Map.Entry::getKey)
        .toList();
  }

  List<ShardId> all() {
    return List.copyOf(memories.keySet());
  }

  static ShardId id(JitsiShard shard) {
    return new ShardId(shard.getMetadata().getNamespace(), shard.getMetadata().getName());
  }

  @Override
  public List<MetricFamilySamples> collect() {
    var counts =
        memories.values().stream()
            .collect(Collectors.groupingBy(ShardMemory::ready, Collectors.counting()));
    var family =
        new GaugeMetricFamily(
            "jitsi_operator_shards",
            "Shards by status of their condition Ready.",
            List.of("ready"));
    for (var ready : List.of("True", "False", "Unknown")) {
      family.addMetric(List.of(ready), counts.getOrDefault(ready, 0L));
    }
    return List.of(family);
  }
}
