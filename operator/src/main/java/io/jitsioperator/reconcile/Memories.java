package io.jitsioperator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The memory of every resource of one kind, and how many of them are ready. */
final class Memories<P extends HasMetadata, M extends Remembering> extends Collector {

  private final String metric;
  private final String help;
  private final Map<ResourceID, M> memories = new ConcurrentHashMap<>();
  private final Function<P, M> begin;

  Memories(String metric, String help, Function<P, M> begin) {
    this.metric = metric;
    this.help = help;
    this.begin = begin;
  }

  M of(P resource) {
    return memories.compute(
        ResourceID.fromResource(resource),
        (id, memory) ->
            memory != null && memory.common().uid().equals(resource.getMetadata().getUid())
                ? memory
                : begin.apply(resource));
  }

  void forget(P resource) {
    memories.remove(ResourceID.fromResource(resource));
  }

  /** The resources whose memory is such. */
  List<ResourceID> where(Predicate<M> such) {
    return memories.entrySet().stream()
        .filter(e -> such.test(e.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  public List<MetricFamilySamples> collect() {
    var counts =
        memories.values().stream()
            .collect(Collectors.groupingBy(m -> m.common().ready(), Collectors.counting()));
    var family = new GaugeMetricFamily(metric, help, List.of("ready"));
    for (var ready : List.of("True", "False", "Unknown")) {
      family.addMetric(List.of(ready), counts.getOrDefault(ready, 0L));
    }
    return List.of(family);
  }
}
