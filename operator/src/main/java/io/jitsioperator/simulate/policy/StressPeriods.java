package io.jitsioperator.simulate.policy;

import io.jitsioperator.simulate.policy.Sight.Seen;
import io.jitsioperator.simulate.policy.Sight.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The points that jitsi-autoscaler has stored, and what it reads out of them.
 *
 * <p>Source: contracts §9.2, points 6 to 8. Points of instances that are gone count until their
 * period is over.
 */
final class StressPeriods {

  /** {@code SHUTDOWN_POLLING_INTERVAL} of the sidecar: a point of an instance a minute. */
  private static final long REPORTED_EVERY = 60_000;

  /** {@code METRIC_TTL_SEC}, longer than any period that is looked at. */
  private static final long KEPT = 3_600_000;

  private final Map<String, List<Point>> points = new HashMap<>();

  private record Point(long time, double stress) {}

  /** Takes a point of every instance that is due for one and has statistics. */
  void note(Sight sight) {
    long now = sight.now().toEpochMilli();
    for (Seen each : sight.bridges()) {
      if (each.stage() == Stage.ACTIVE && each.report().isPresent() && !each.silent()) {
        List<Point> own = points.computeIfAbsent(each.name(), name -> new ArrayList<>());
        if (own.isEmpty() || now - own.getLast().time() >= REPORTED_EVERY) {
          own.add(new Point(now, each.report().get().stress()));
        }
      }
    }
    for (List<Point> own : points.values()) {
      while (!own.isEmpty() && now - own.getFirst().time() > KEPT) {
        own.removeFirst();
      }
    }
    points.values().removeIf(List::isEmpty);
  }

  /** The value of each period, the newest first. */
  List<Double> values(Instant now, int periods, Duration length) {
    return filled(found(now, periods, length)).stream().map(StressPeriods::mean).toList();
  }

  private List<Map<String, List<Double>>> found(Instant now, int periods, Duration length) {
    List<Map<String, List<Double>>> found = new ArrayList<>();
    for (int i = 0; i < periods; i++) {
      found.add(new HashMap<>());
    }
    points.forEach(
        (name, own) -> {
          for (int i = own.size() - 1; i >= 0; i--) {
            long age = now.toEpochMilli() - own.get(i).time();
            int index = Math.toIntExact(Math.floorDiv(age, length.toMillis()));
            if (index >= periods) {
              break;
            }
            if (index >= 0) {
              found
                  .get(index)
                  .computeIfAbsent(name, any -> new ArrayList<>())
                  .addFirst(own.get(i).stress());
            }
          }
        });
    return found;
  }

  /** One missed report is bridged by the one before it; what is filled in fills nothing else. */
  private static List<Map<String, List<Double>>> filled(List<Map<String, List<Double>>> found) {
    Set<String> names = new HashSet<>();
    found.forEach(period -> names.addAll(period.keySet()));
    List<Map<String, List<Double>>> filled = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      Map<String, List<Double>> period = new HashMap<>(found.get(i));
      for (String name : names) {
        List<Double> older = i + 1 < found.size() ? found.get(i + 1).get(name) : null;
        boolean newer = i == 0 || found.get(i - 1).containsKey(name);
        if (older != null && newer && !period.containsKey(name)) {
          period.put(name, List.of(older.getLast()));
        }
      }
      filled.add(period);
    }
    return filled;
  }

  /** Each instance has the same weight, however many points it has; nobody is 0. */
  private static double mean(Map<String, List<Double>> period) {
    return period.values().stream()
        .mapToDouble(own -> own.stream().mapToDouble(Double::doubleValue).average().orElse(0))
        .average()
        .orElse(0);
  }
}
