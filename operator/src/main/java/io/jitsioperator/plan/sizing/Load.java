package io.jitsioperator.plan.sizing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the pool has to bear, in bridges that are full. Of the hottest bridge, once it is
 * overloaded, only what its people explain is counted: whoever is on it stays, so more bridges
 * relieve it of nothing, and {@link Need} gives one in its place. A noisy neighbour costs that one
 * and no more.
 *
 * @param up sum of stress as it counts for growing: who is not heard counts as it was heard last
 * @param down as it counts for shrinking: who is not heard is full, if not more
 * @param hottest greatest stress that a bridge reports
 * @param participants that the bridges report; those that are not heard count nothing here
 * @param serving bridges that serve or should
 * @param heard those of them that report
 */
public record Load(
    double up, double down, double hottest, int participants, int serving, int heard) {

  static Load of(List<Gauge> bridges, Readings readings, double overload) {
    var up = new Sum();
    var down = new Sum();
    double hottest = 0;
    double noise = 0;
    int participants = 0;
    int serving = 0;
    int heard = 0;
    for (var bridge : bridges) {
      if (bridge.bears()) {
        double stress = readings.load(bridge);
        up.add(bridge, stress);
        down.add(bridge, bridge.reports() ? stress : Math.max(1, stress));
        participants += bridge.participants().orElse(0);
      }
      if (bridge.serves()) {
        serving++;
        heard += bridge.reports() ? 1 : 0;
        if (bridge.stress().orElse(0.0) > hottest) {
          hottest = bridge.stress().orElse(0.0);
          noise = hottest >= overload ? readings.unexplained(bridge) : 0;
        }
      }
    }
    return new Load(
        up.total() - noise, down.total() - noise, hottest, participants, serving, heard);
  }

  /** Too little is known: fewer than half of those that serve are heard. */
  public boolean isUnseen() {
    return heard * 2 < serving || serving == 0;
  }

  /** Whoever should serve is heard. */
  boolean isComplete() {
    return serving > 0 && heard == serving;
  }

  /** Bridges that share a node report the stress of that node: it counts once. */
  private static final class Sum {
    private final Map<String, Double> ofNodes = new HashMap<>();
    private double alone;

    void add(Gauge bridge, double stress) {
      if (bridge.sharedNode().isPresent()) {
        ofNodes.merge(bridge.sharedNode().get(), stress, Math::max);
      } else {
        alone += stress;
      }
    }

    double total() {
      return ofNodes.values().stream().mapToDouble(Double::doubleValue).sum() + alone;
    }
  }
}
