package io.jitsioperator.simulate.policy;

import io.jitsioperator.simulate.policy.HorizontalPodAutoscaler.Metric;
import io.jitsioperator.simulate.policy.Sight.Seen;
import io.jitsioperator.simulate.policy.Sight.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What size the HPA finds right by the metrics of one moment.
 *
 * <p>Source: {@code kubernetes/kubernetes
 * pkg/controller/podautoscaler/replica_calculator.go@00067268}. It reckons in whole thousandths and
 * whole percents, and so do we. Pods of a pool request the same.
 *
 * @param metric that it looks at
 * @param target that the average shall have
 * @param tolerance how far from 1 the ratio may be without any action
 */
record ReplicaCalculator(Metric metric, double target, double tolerance) {

  /** Over which the metrics server measures processor time: two of its samples. */
  private static final Duration CPU_WINDOW = Duration.ofSeconds(30);

  /** Pods by what is known of them; those that end are in none. */
  private record Groups(List<Long> known, int unready, int missing) {}

  /** The size; empty if no bridge that is ready has a metric, which the HPA calls an error. */
  OptionalInt replicas(Sight sight, int current) {
    Groups groups = groups(sight);
    if (groups.known().isEmpty()) {
      return OptionalInt.empty();
    }
    double ratio = ratio(groups.known());
    boolean dampened = groups.unready() > 0 && ratio > 1;
    if (!dampened && groups.missing() == 0) {
      return OptionalInt.of(
          tolerated(ratio) ? current : (int) Math.ceil(ratio * groups.known().size()));
    }
    return OptionalInt.of(careful(groups, ratio, dampened, current));
  }

  /** Those of whom nothing is known are taken to speak against the change. */
  private int careful(Groups groups, double ratio, boolean dampened, int current) {
    List<Long> all = new ArrayList<>(groups.known());
    if (ratio < 1) {
      add(all, groups.missing(), fallback());
    } else if (ratio > 1 || metric == Metric.STRESS) {
      add(all, groups.missing(), 0);
    }
    if (dampened) {
      add(all, groups.unready(), 0);
    }
    double careful = ratio(all);
    if (tolerated(careful) || ratio < 1 && careful > 1 || ratio > 1 && careful < 1) {
      return current;
    }
    int size = (int) Math.ceil(careful * all.size());
    boolean turned = careful < 1 ? size > current : size < current;
    return turned ? current : size;
  }

  private static void add(List<Long> to, int times, long value) {
    for (int i = 0; i < times; i++) {
      to.add(value);
    }
  }

  /** What a pod without a metric is taken to use when the pool would shrink, in thousandths. */
  private long fallback() {
    return metric == Metric.CPU ? Math.max(1000, thousandths(target)) : thousandths(target);
  }

  private double ratio(List<Long> values) {
    long total = values.stream().mapToLong(Long::longValue).sum();
    if (metric == Metric.CPU) {
      long percent = total * 100 / (1000L * values.size());
      return (double) percent / Math.round(target * 100);
    }
    return (double) (total / values.size()) / thousandths(target);
  }

  private boolean tolerated(double ratio) {
    return 1 - tolerance <= ratio && ratio <= 1 + tolerance;
  }

  private Groups groups(Sight sight) {
    List<Long> known = new ArrayList<>();
    int unready = 0;
    int missing = 0;
    for (Seen each : sight.bridges()) {
      if (each.stage() == Stage.LEAVING) {
        continue;
      }
      Optional<Long> value = value(each);
      if (each.stage() == Stage.PENDING || unready(each, sight.now())) {
        unready++;
      } else if (value.isEmpty()) {
        missing++;
      } else {
        known.add(value.get());
      }
    }
    return new Groups(known, unready, missing);
  }

  /**
   * Only the metric CPU looks at readiness: a program that starts is busy with itself. That from a
   * pod's start to Ready it takes less than the CPU initialization period, five minutes, and more
   * than the initial readiness delay, 30 s, or never falls back, is taken for granted.
   */
  private boolean unready(Seen bridge, Instant now) {
    return metric == Metric.CPU
        && bridge.ready().filter(since -> !now.isBefore(since.plus(CPU_WINDOW))).isEmpty();
  }

  private Optional<Long> value(Seen bridge) {
    if (metric == Metric.CPU) {
      return Optional.of(thousandths(bridge.cpu()));
    }
    return bridge.silent()
        ? Optional.empty()
        : bridge.report().map(report -> thousandths(report.stress()));
  }

  private static long thousandths(double value) {
    return Math.round(value * 1000);
  }
}
