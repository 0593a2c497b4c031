package io.jitsioperator.testbed.node;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the simulated nodes are like.
 *
 * @param count how many nodes, 1 – 245
 * @param zones their zones in turn, for {@code topology.kubernetes.io/zone}; not empty
 * @param cpu capacity of each, as a quantity
 * @param memory capacity of each, as a quantity
 * @param pods how many pods fit on each
 * @param firstBackoff pause before the second restart of a container (the first is at once), which
 *     then doubles; a kubelet has 10 s
 * @param lastBackoff where doubling ends; a kubelet has 5 min
 * @param instant pods are Ready as soon as they are bound, and nothing of them runs: no images, no
 *     volumes, no probes. For benchmarks
 */
public record NodeSettings(
    int count,
    List<String> zones,
    String cpu,
    String memory,
    int pods,
    Duration firstBackoff,
    Duration lastBackoff,
    boolean instant) {

  public NodeSettings {
    zones = List.copyOf(zones);
  }

  /** Three nodes in three zones, with restarts after 1 s so that tests need not wait. */
  public static NodeSettings small() {
    return small(3);
  }

  /** The same with so many nodes, 1 – 26, each in a zone of its own: {@code zone-a} on. */
  public static NodeSettings small(int count) {
    return new NodeSettings(
        count,
        IntStream.range(0, count).mapToObj(i -> "zone-" + (char) ('a' + i)).toList(),
        "32",
        "128Gi",
        250,
        Duration.ofSeconds(1),
        Duration.ofMinutes(5),
        false);
  }

  /** Nodes that hold thousands of pods which are Ready at once. */
  public static NodeSettings large() {
    NodeSettings small = small();
    return new NodeSettings(
        10, small.zones(), "1000", "4Ti", 1000, small.firstBackoff(), small.lastBackoff(), true);
  }

  /** The pause before a restart, by the number of restarts so far. */
  Duration backoff(int restarts) {
    if (restarts == 0) {
      return Duration.ZERO;
    }
    Duration doubled = firstBackoff.multipliedBy(1L << Math.min(restarts - 1, 20));
    return doubled.compareTo(lastBackoff) < 0 ? doubled : lastBackoff;
  }
}
