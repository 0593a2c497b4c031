package io.jitsioperator.simulate.policy;

import io.jitsioperator.simulate.policy.ScalingRules.Kind;
import io.jitsioperator.simulate.policy.ScalingRules.Rate;
import io.jitsioperator.simulate.policy.ScalingRules.Select;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;

/**
 * What the HPA remembers, and how that holds it back: first by stabilisation, then by rates, then
 * by min and max.
 *
 * <p>Source: {@code kubernetes/kubernetes pkg/controller/podautoscaler/horizontal.go@00067268},
 * {@code normalizeDesiredReplicasWithBehaviors}.
 */
final class ScalingHistory {

  private final ScalingRules up;
  private final ScalingRules down;
  private final Limits limits;
  private final List<At> recommended = new ArrayList<>();
  private final List<At> added = new ArrayList<>();
  private final List<At> removed = new ArrayList<>();

  private record At(Instant time, int count) {}

  ScalingHistory(ScalingRules up, ScalingRules down, Limits limits) {
    this.up = up;
    this.down = down;
    this.limits = limits;
  }

  /** The size that is there at the first look is a recommendation too. */
  void start(Instant now, int current) {
    recommended.add(new At(now, current));
  }

  /** The size that follows from the wanted one; remembers both. */
  int next(Instant now, int current, int wanted) {
    int size = limited(now, current, stabilised(now, current, wanted));
    forget(added, now, up);
    forget(removed, now, down);
    if (size > current) {
      added.add(new At(now, size - current));
    } else if (size < current) {
      removed.add(new At(now, current - size));
    }
    return size;
  }

  /** What is older than every period changes nothing. */
  private static void forget(List<At> changes, Instant now, ScalingRules rules) {
    for (Rate rate : rules.rates()) {
      if (changes.stream().anyMatch(each -> !each.time().isBefore(now.minus(rate.period())))) {
        return;
      }
    }
    changes.clear();
  }

  private int stabilised(Instant now, int current, int wanted) {
    boolean upwards = wanted >= current;
    IntStream recent =
        IntStream.concat(
            IntStream.of(wanted), since(recommended, now, (upwards ? up : down).window()));
    int result = (upwards ? recent.min() : recent.max()).orElse(wanted);
    recommended.add(new At(now, wanted));
    Duration longest = up.window().compareTo(down.window()) > 0 ? up.window() : down.window();
    recommended.removeIf(each -> each.time().isBefore(now.minus(longest)));
    return result;
  }

  private int limited(Instant now, int current, int wanted) {
    if (wanted > current) {
      int most = Math.min(limits.max(), Math.max(current, upTo(now, current)));
      return Math.min(wanted, most);
    }
    if (wanted < current) {
      int least = Math.max(limits.min(), Math.min(current, downTo(now, current)));
      return Math.max(wanted, least);
    }
    return wanted;
  }

  private int upTo(Instant now, int current) {
    if (up.select() == Select.DISABLED) {
      return current;
    }
    IntBinaryOperator choose = up.select() == Select.MIN ? Math::min : Math::max;
    return up.rates().stream()
        .mapToInt(rate -> more(rate, current - since(added, now, rate.period()).sum()))
        .reduce(choose)
        .orElse(current);
  }

  private static int more(Rate rate, int start) {
    return rate.kind() == Kind.PODS
        ? start + rate.value()
        : (int) Math.ceil(start * (1 + rate.value() / 100.0));
  }

  private int downTo(Instant now, int current) {
    if (down.select() == Select.DISABLED) {
      return current;
    }
    IntBinaryOperator choose = down.select() == Select.MIN ? Math::max : Math::min;
    return down.rates().stream()
        .mapToInt(rate -> fewer(rate, current + since(removed, now, rate.period()).sum()))
        .reduce(choose)
        .orElse(current);
  }

  private static int fewer(Rate rate, int start) {
    return rate.kind() == Kind.PODS
        ? start - rate.value()
        : (int) (start * (1 - rate.value() / 100.0));
  }

  private static IntStream since(List<At> all, Instant now, Duration window) {
    Instant cutoff = now.minus(window);
    return all.stream().filter(each -> each.time().isAfter(cutoff)).mapToInt(At::count);
  }
}
