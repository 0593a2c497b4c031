package io.jitsioperator.simulate.policy;

import io.jitsioperator.simulate.policy.HorizontalPodAutoscaler.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What people use today, with settings from careful to thrifty: the usual one of each, and as many
 * beside it as show what it can do at all.
 */
public final class Rivals {

  private static final Duration LONG_GRACE = Duration.ofHours(1);

  /** Between two steps; contracts §9.6, the production Jibris. */
  private static final Duration SHORT_REST = Duration.ofSeconds(150);

  private Rivals() {}

  /** All of them, by policy. */
  public static List<Setting> all() {
    List<Setting> all = new ArrayList<>();
    hpa(all, "hpa-stress", Metric.STRESS, 0.5, List.of(0.2, 0.3, 0.4, 0.5, 0.6, 0.7));
    hpa(all, "hpa-cpu", Metric.CPU, 0.6, List.of(0.3, 0.4, 0.5, 0.6, 0.7, 0.8));
    jitsiAutoscaler(all);
    agones(all);
    fixedPeak(all);
    return List.copyOf(all);
  }

  private static void hpa(
      List<Setting> all, String policy, Metric metric, double usual, List<Double> targets) {
    for (double target : targets) {
      all.add(
          new Setting(
              policy,
              "target " + target,
              target == usual,
              ground ->
                  new HorizontalPodAutoscaler(
                      HorizontalPodAutoscaler.Settings.of(metric, target, ground.limits()))));
    }
    all.add(
        new Setting(
            policy,
            "target " + usual + ", grace 1 h",
            false,
            ground ->
                new HorizontalPodAutoscaler(
                    HorizontalPodAutoscaler.Settings.of(metric, usual, ground.limits())
                        .grace(LONG_GRACE))));
  }

  private static void jitsiAutoscaler(List<Setting> all) {
    double[][] thresholds = {{0.2, 0.05}, {0.3, 0.1}, {0.4, 0.15}, {0.5, 0.2}, {0.6, 0.3}};
    for (double[] each : thresholds) {
      all.add(
          new Setting(
              "jitsi-autoscaler",
              "up %s, down %s".formatted(each[0], each[1]),
              each[0] == 0.3,
              ground ->
                  new JitsiAutoscaler(
                      JitsiAutoscaler.Settings.production(ground.limits())
                          .thresholds(each[0], each[1]))));
    }
    for (int step : List.of(2, 4)) {
      all.add(
          new Setting(
              "jitsi-autoscaler",
              "up 0.4 by %d, down 0.2, rest 150 s".formatted(step),
              false,
              ground ->
                  new JitsiAutoscaler(
                      JitsiAutoscaler.Settings.production(ground.limits())
                          .thresholds(0.4, 0.2)
                          .steps(step, 1, SHORT_REST))));
    }
  }

  private static void agones(List<Setting> all) {
    for (int count : List.of(1, 2, 3, 5, 8)) {
      AgonesBuffer.Size size = new AgonesBuffer.Size.Count(count);
      all.add(
          new Setting(
              "agones-count",
              "buffer " + count,
              count == 2,
              ground -> new AgonesBuffer(size, ground.limits())));
    }
    for (int percent : List.of(10, 20, 30, 40, 50)) {
      AgonesBuffer.Size size = new AgonesBuffer.Size.Percent(percent);
      all.add(
          new Setting(
              "agones-percent",
              "buffer " + percent + " %",
              percent == 20,
              ground -> new AgonesBuffer(size, ground.limits())));
    }
  }

  private static void fixedPeak(List<Setting> all) {
    for (double factor : List.of(1.0, 1.1, 1.25, 1.5, 2.0)) {
      all.add(
          new Setting(
              "fixed-peak",
              factor + " × peak",
              factor == 1.25,
              ground ->
                  new FixedPeak(ground.limits().clamp((int) Math.ceil(ground.peak() * factor)))));
    }
  }
}
