package io.jitsioperator.simulate.policy;

import io.jitsioperator.simulate.policy.Sight.Seen;
import io.jitsioperator.simulate.policy.Sight.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.DoublePredicate;

/**
 * jitsi-autoscaler for a group of the type JVB.
 *
 * <p>Sources: contracts §9.1 – 9.3, 9.6, which tell what {@code jitsi/jitsi-autoscaler @c302ef1}
 * does. Its jobs AUTOSCALE and LAUNCH run one after the other here. The sidecar of a bridge that is
 * silent is taken to live, with no statistics to send. What the cloud has beyond the tracked
 * instances is known at once, instead of every 240 s.
 */
public final class JitsiAutoscaler implements Policy {

  /** {@code GROUP_JOBS_CREATION_INTERVAL_SEC}. */
  private static final Duration PERIOD = Duration.ofSeconds(30);

  /** {@code PROVISIONING_TTL_SEC}: after it, one that has not come up is no longer tracked. */
  private static final Duration PROVISIONING = Duration.ofSeconds(900);

  /** {@code MAX_THROTTLE_THRESHOLD}. */
  private static final int THROTTLE = 40;

  private final Settings settings;
  private final StressPeriods periods = new StressPeriods();
  private Instant graceUntil = Instant.MIN;
  private int desired = -1;

  /**
   * {@code scalingOptions} of the group.
   *
   * @param limits {@code minDesired}, {@code maxDesired}
   * @param grace {@code gracePeriodTTLSec}: how long it rests after a change
   * @param up {@code scaleUpThreshold}
   * @param down {@code scaleDownThreshold}
   * @param upQuantity how many come at once
   * @param downQuantity how many go at once
   * @param period {@code scalePeriod}
   * @param upPeriods how many periods must agree on more
   * @param downPeriods how many periods must agree on fewer
   */
  public record Settings(
      Limits limits,
      Duration grace,
      double up,
      double down,
      int upQuantity,
      int downQuantity,
      Duration period,
      int upPeriods,
      int downPeriods) {

    /** The production pool of JVBs of contracts §9.6, but for min and max. */
    public static Settings production(Limits limits) {
      return new Settings(
          limits, Duration.ofSeconds(600), 0.3, 0.1, 1, 1, Duration.ofSeconds(60), 2, 10);
    }

    /** The same with other thresholds. */
    public Settings thresholds(double otherUp, double otherDown) {
      return new Settings(
          limits,
          grace,
          otherUp,
          otherDown,
          upQuantity,
          downQuantity,
          period,
          upPeriods,
          downPeriods);
    }

    /** The same with other steps and another rest between them. */
    public Settings steps(int otherUp, int otherDown, Duration otherGrace) {
      return new Settings(
          limits, otherGrace, up, down, otherUp, otherDown, period, upPeriods, downPeriods);
    }
  }

  /** For one run. */
  public JitsiAutoscaler(Settings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "jitsi-autoscaler";
  }

  @Override
  public Duration period() {
    return PERIOD;
  }

  @Override
  public Wish decide(Sight sight) {
    int all = 0;
    int tracked = 0;
    for (Seen each : sight.bridges()) {
      if (each.stage() != Stage.LEAVING) {
        all++;
        tracked += tracked(each, sight.now()) ? 1 : 0;
      }
    }
    if (desired < 0) {
      desired = settings.limits().clamp(all);
    }
    periods.note(sight);
    autoscale(sight.now(), tracked);
    return new Wish(launch(tracked, all - tracked), new Removal.Emptiest());
  }

  private static boolean tracked(Seen bridge, Instant now) {
    return bridge.stage() == Stage.ACTIVE || !now.isAfter(bridge.created().plus(PROVISIONING));
  }

  private void autoscale(Instant now, int count) {
    if (now.isBefore(graceUntil) || count == 0 || count != desired) {
      return;
    }
    int most = Math.max(settings.upPeriods(), settings.downPeriods());
    List<Double> values = periods.values(now, most, settings.period());
    if (all(values, settings.upPeriods(), value -> wantsMore(count, value))) {
      desired = Math.min(desired + settings.upQuantity(), settings.limits().max());
      graceUntil = now.plus(settings.grace());
    } else if (all(values, settings.downPeriods(), value -> wantsFewer(count, value))) {
      desired = Math.max(desired - settings.downQuantity(), settings.limits().min());
      graceUntil = now.plus(settings.grace());
    }
  }

  private static boolean all(List<Double> values, int newest, DoublePredicate wish) {
    return values.stream().limit(newest).allMatch(wish::test);
  }

  private boolean wantsMore(int count, double value) {
    return count < settings.limits().max() && value >= settings.up()
        || count < settings.limits().min();
  }

  private boolean wantsFewer(int count, double value) {
    return count > settings.limits().min() && value < settings.down();
  }

  /** How many there shall be, tracked or not. */
  private int launch(int count, int untracked) {
    int min = settings.limits().min();
    int max = settings.limits().max();
    int effective = count + untracked;
    if (effective < desired && effective < max) {
      boolean throttled = untracked >= Math.min(max + 1, THROTTLE);
      return throttled ? effective : Math.min(max, desired);
    }
    if (count > desired && count > min) {
      return effective - (count - Math.max(min, desired));
    }
    return effective;
  }
}
