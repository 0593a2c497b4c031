package io.jitsioperator.benchmarks;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;

/**
 * From the creation of a pool until so many bridges serve: in the brewery, and heard of twice,
 * which takes them 5 s; beside {@link BarePods}, which only have to be Ready.
 */
record BridgesActive(BridgeRig rig) implements Measurement {

  @Override
  public List<Row> rows() throws Exception {
    List<Integer> sizes = List.of(1, 10, BridgeRig.LARGE);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < sizes.size(); i++) {
      rows.add(row(rig.pool(rig.names().get(i)), sizes.get(i)));
    }
    return rows;
  }

  private Row row(BridgesOf pool, int size) throws Exception {
    long start = System.nanoTime();
    pool.apply(size);
    pool.awaitActive(size);
    double seconds = (System.nanoTime() - start) / 1e9;
    Pod bridge = pool.pods().getFirst();
    double bare = new BarePods(rig, bridge).secondsToReady(size);
    rig.progress().say("%d bridges serve after %.1f s, bare pods %.1f s", size, seconds, bare);
    return Row.beside(
        bare, "bridges.active." + size, seconds, "s", "bare pods need not be heard of");
  }
}
