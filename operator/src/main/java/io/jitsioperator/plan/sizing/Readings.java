package io.jitsioperator.plan.sizing;

import io.jitsioperator.world.SizingMemory.Count;
import io.jitsioperator.world.SizingMemory.Learned;
import io.jitsioperator.world.SizingMemory.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the reports of the bridges are worth.
 *
 * @param byName of each bridge, what it said now or last
 * @param learned stress that one participant causes in this pool
 */
record Readings(Map<String, Reading> byName, Learned learned) {

  /** Jicofo's {@code bridge.average-participant-stress} (contracts §5.1). */
  static final double SEED = 0.01;

  private static final double LEAST = 0.001;
  private static final double MOST = 0.1;

  /** Jicofo's {@code bridge.participant-rampup-interval}: whoever came later is not in it yet. */
  private static final Duration RAMP_UP = Duration.ofSeconds(20);

  /** What we believe beforehand weighs as much as what is seen in that time. */
  private static final Duration PRIOR = Duration.ofMinutes(2);

  /** With fewer on a bridge, its stress is mostly that of running at all. */
  private static final int ENOUGH_PEOPLE = 5;

  /** After that time half of what is learned is new. */
  private static final Duration HALF_LIFE = Duration.ofMinutes(10);

  /**
   * What a bridge reports may be so many times what its people explain, or one part of that. People
   * differ, but many on a bridge differ less: of the simulator's days, tighter and wider bounds
   * (1.3, 1.5, 2) give the same costs, and the tightest lets a noisy neighbour count least.
   */
  private static final double HIGH = 1.3;

  private static final double LOW = 4;

  /** Stress of a bridge on which nobody is, at most. */
  private static final double IDLE = 0.05;

  static Readings of(List<Gauge> bridges, Past past, Instant now) {
    var reports = new ArrayList<Report>();
    for (var bridge : bridges) {
      if (bridge.reports()) {
        reports.add(Report.of(bridge, past.reading(bridge.name()), now));
      }
    }
    var typical = typical(reports);
    var learned = learn(past.learned(), typical, past.sinceLast(now));
    var belief = new Belief(typical, learned.value().map(Readings::bounded).orElse(SEED));
    var readings = new HashMap<String, Reading>();
    bridges.forEach(b -> readings.put(b.name(), past.reading(b.name())));
    reports.forEach(r -> readings.put(r.bridge().name(), r.reading(belief)));
    return new Readings(readings, learned);
  }

  /**
   * What one bridge says.
   *
   * @param stress that it reports
   * @param counts of its participants, the last of them that of now; empty if it does not say
   */
  private record Report(Gauge bridge, double stress, List<Count> counts) {

    static Report of(Gauge bridge, Reading before, Instant now) {
      var counts = new ArrayList<Count>();
      if (bridge.participants().isPresent()) {
        var since = now.minus(RAMP_UP);
        for (var count : before.counts()) {
          if (count.at().isBefore(now) && !count.at().isBefore(since)) {
            counts.add(count);
          }
        }
        counts.add(new Count(now, bridge.participants().get()));
      }
      return new Report(bridge, bridge.stress().orElseThrow(), counts);
    }

    /** Participants who are in the stress already. */
    int settled() {
      return counts.isEmpty() ? 0 : counts.getFirst().participants();
    }

    /** Participants whom the stress speaks of: it is a sample of the last seconds. */
    double heard() {
      return (settled() + present()) / 2.0;
    }

    private int present() {
      return counts.isEmpty() ? 0 : counts.getLast().participants();
    }

    Reading reading(Belief belief) {
      double trusted = counts.isEmpty() ? stress : belief.trusted(stress, settled(), present());
      int joined = Math.max(0, present() - settled());
      return new Reading(Optional.of(trusted + joined * belief.usual()), counts);
    }
  }

  /**
   * By what a report is judged.
   *
   * @param typical stress for each participant now, in the middle of the pool; empty if too few are
   *     there
   * @param usual the same over a longer time
   */
  private record Belief(OptionalDouble typical, double usual) {

    /**
     * A bridge whose people do not explain what it reports has a noisy neighbour, or lies: then its
     * people count. That it is overloaded, if it is, is seen elsewhere ({@link Need}).
     */
    double trusted(double stress, int settled, int present) {
      if (typical.isEmpty()) {
        return stress;
      }
      double most = Math.max(settled, present) * Math.max(typical.getAsDouble(), usual);
      double least = Math.min(settled, present) * Math.min(typical.getAsDouble(), usual);
      if (stress > most * HIGH + IDLE) {
        return most;
      }
      return stress < least / LOW ? least : stress;
    }
  }

  /** The median, and of two in the middle the lower one: half of the bridges may be mistaken. */
  private static OptionalDouble typical(List<Report> reports) {
    var each =
        reports.stream()
            .filter(r -> r.bridge().stage() == Gauge.Stage.ACTIVE && r.heard() >= ENOUGH_PEOPLE)
            .mapToDouble(r -> r.stress() / r.heard())
            .sorted()
            .toArray();
    return each.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(each[(each.length - 1) / 2]);
  }

  /** The mean of what was seen; when it was seen for long, the newer part counts more. */
  private static Learned learn(Learned before, OptionalDouble typical, Duration passed) {
    if (typical.isEmpty() || passed.isZero()) {
      return before;
    }
    double usual = before.value().orElse(SEED);
    var observed = (before.value().isEmpty() ? PRIOR : before.observed()).plus(passed);
    double fade = 1 - Math.pow(2, -(double) passed.toMillis() / HALF_LIFE.toMillis());
    double mean = (double) passed.toMillis() / observed.toMillis();
    double part = Math.max(fade, mean);
    return new Learned(Optional.of(usual * (1 - part) + typical.getAsDouble() * part), observed);
  }

  private static double bounded(double value) {
    return Math.clamp(value, LEAST, MOST);
  }

  /** Stress that one participant causes, by what was learned, or as Jicofo guesses. */
  double perParticipant() {
    return learned.value().map(Readings::bounded).orElse(SEED);
  }

  /** What of that its people do not explain; nothing of a node on which others may cause it. */
  double unexplained(Gauge bridge) {
    return bridge.participants().isEmpty() || bridge.sharedNode().isPresent()
        ? 0
        : Math.max(0, load(bridge) - bridge.participants().get() * perParticipant());
  }

  /** Corrected stress of a bridge; one that never spoke counts as full. */
  double load(Gauge bridge) {
    var reading = byName.get(bridge.name());
    return reading == null ? 1 : reading.load().orElse(1.0);
  }
}
