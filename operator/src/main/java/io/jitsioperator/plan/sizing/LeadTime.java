package io.jitsioperator.plan.sizing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How long a bridge takes from the birth of its pod until it serves.
 *
 * @param starting when those were made that do not serve yet, by name
 * @param measured of the last ones, oldest first
 */
record LeadTime(Map<String, Instant> starting, List<Duration> measured) {

  /** A pod on a node that has the image takes 20 to 60 s. */
  static final Duration SEED = Duration.ofSeconds(60);

  private static final Duration SHORTEST = Duration.ofSeconds(10);

  /** A new node takes 4 to 5 minutes; what takes longer is a fault, not a time to reckon with. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  /** Stress is sampled every 10 s and reported every 5 s (contracts §3.4). */
  private static final Duration REPORT_AGE = Duration.ofSeconds(15);

  private static final int KEPT = 20;

  static LeadTime of(List<Gauge> bridges, Past past, Instant now) {
    var starting = new HashMap<String, Instant>();
    var measured = new ArrayList<>(past.leadTimes());
    for (var bridge : bridges) {
      if (bridge.stage() == Gauge.Stage.STARTING) {
        starting.put(bridge.name(), bridge.created());
      }
      var created = past.starting().get(bridge.name());
      if (bridge.stage() == Gauge.Stage.ACTIVE && created != null) {
        measured.add(bounded(Duration.between(created, now)));
      }
    }
    int size = measured.size();
    return new LeadTime(starting, measured.subList(Math.max(0, size - KEPT), size));
  }

  private static Duration bounded(Duration time) {
    if (time.compareTo(SHORTEST) < 0) {
      return SHORTEST;
    }
    return time.compareTo(LONGEST) > 0 ? LONGEST : time;
  }

  /** Nine of ten were faster. */
  Duration time() {
    if (measured.isEmpty()) {
      return SEED;
    }
    var sorted = measured.stream().sorted().toList();
    return sorted.get((int) Math.ceil(sorted.size() * 0.9) - 1);
  }

  /** How far ahead one has to look: what is seen is old already. */
  Duration horizon() {
    return time().plus(REPORT_AGE);
  }
}
