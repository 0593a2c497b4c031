package io.jitsioperator.simulate.policy;

import io.jitsioperator.simulate.policy.Sight.Stage;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * The HPA of Kubernetes over a Deployment of bridges.
 *
 * <p>Sources: contracts §9.7; {@code kubernetes/website
 * content/en/docs/tasks/run-application/horizontal-pod-autoscale.md@01650250}; {@code
 * kubernetes/kubernetes pkg/controller/podautoscaler@00067268}. Stress reaches it without the delay
 * of a pipeline of metrics, which is in its favour.
 */
public final class HorizontalPodAutoscaler implements Policy {

  /** {@code --horizontal-pod-autoscaler-sync-period}. */
  private static final Duration SYNC = Duration.ofSeconds(15);

  private final Settings settings;
  private final ReplicaCalculator calculator;
  private final ScalingHistory history;
  private int size = -1;

  /** What it looks at. */
  public enum Metric {
    /** Average of what the bridges report. */
    STRESS,
    /** Average of used by requested processor time. */
    CPU
  }

  /**
   * What is written into it.
   *
   * @param metric that it looks at
   * @param target of the average; above 0
   * @param limits {@code minReplicas}, {@code maxReplicas}
   * @param grace {@code terminationGracePeriodSeconds} of the pods
   * @param tolerance how far from 1 the ratio may be without any action
   * @param up {@code behavior.scaleUp}
   * @param down {@code behavior.scaleDown}
   */
  public record Settings(
      Metric metric,
      double target,
      Limits limits,
      Duration grace,
      double tolerance,
      ScalingRules up,
      ScalingRules down) {

    /** With what Kubernetes takes if nothing else is said: 10 %, 30 s, its rules up and down. */
    public static Settings of(Metric metric, double target, Limits limits) {
      return new Settings(
          metric,
          target,
          limits,
          Duration.ofSeconds(30),
          0.1,
          ScalingRules.up(),
          ScalingRules.down());
    }

    /** The same with another grace period. */
    public Settings grace(Duration other) {
      return new Settings(metric, target, limits, other, tolerance, up, down);
    }

    /** The same with other rules. */
    public Settings rules(ScalingRules forUp, ScalingRules forDown) {
      return new Settings(metric, target, limits, grace, tolerance, forUp, forDown);
    }
  }

  /** For one run. */
  public HorizontalPodAutoscaler(Settings settings) {
    this.settings = settings;
    this.calculator =
        new ReplicaCalculator(settings.metric(), settings.target(), settings.tolerance());
    this.history = new ScalingHistory(settings.up(), settings.down(), settings.limits());
  }

  @Override
  public String name() {
    return settings.metric() == Metric.STRESS ? "hpa-stress" : "hpa-cpu";
  }

  @Override
  public Duration period() {
    return SYNC;
  }

  @Override
  public Wish decide(Sight sight) {
    if (size < 0) {
      size =
          Math.toIntExact(
              sight.bridges().stream().filter(each -> each.stage() != Stage.LEAVING).count());
      history.start(sight.now(), size);
    }
    size = next(sight);
    return new Wish(size, new Removal.Blind(settings.grace()));
  }

  private int next(Sight sight) {
    int allowed = settings.limits().clamp(size);
    if (allowed != size) {
      return allowed;
    }
    OptionalInt wanted = calculator.replicas(sight, size);
    return wanted.isEmpty() ? size : history.next(sight.now(), size, wanted.getAsInt());
  }
}
