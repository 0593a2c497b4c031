package io.jitsioperator.benchmarks;

import io.jitsioperator.testbed.controlplane.AuditLog;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How often the operator asks the API server for each shard, from its creation until all is quiet,
 * statuses and events included; beside one request for each object. Unlike times, this figure does
 * not depend on the machine.
 */
record RequestsPerShard(Rig rig, Standing standing) implements Measurement {

  @Override
  public List<Row> rows() throws Exception {
    standing.operator();
    double shards = rig.scale().shards();
    Map<String, Double> perShard = new TreeMap<>();
    rig.audit()
        .summary(standing.made(), RequestsPerShard::counts)
        .forEach((what, count) -> perShard.put(what, count / shards));
    double all = perShard.values().stream().mapToDouble(Double::doubleValue).sum();
    double least = Kinds.served(rig.client()).owned(standing.namespace()).size() / shards;
    return List.of(Row.beside(least, "objects.requests", all, "per shard", note(perShard)));
  }

  private static boolean counts(AuditLog.Entry entry) {
    return AtRest.ours(entry) && !AtRest.lease(entry);
  }

  private static String note(Map<String, Double> perShard) {
    return perShard.entrySet().stream()
        .sorted(Entry.<String, Double>comparingByValue().reversed())
        .map(each -> "%s %.3g".formatted(each.getKey(), each.getValue()))
        .collect(Collectors.joining(", "));
  }
}
