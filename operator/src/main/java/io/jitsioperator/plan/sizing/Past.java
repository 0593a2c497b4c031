package io.jitsioperator.plan.sizing;

import io.jitsioperator.world.SizingMemory;
import io.jitsioperator.world.SizingMemory.Change;
import io.jitsioperator.world.SizingMemory.Learned;
import io.jitsioperator.world.SizingMemory.Moment;
import io.jitsioperator.world.SizingMemory.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the pool has gone through, as far as it can still be believed. */
record Past(SizingMemory remembered) {

  /** Changes are kept for longer than the longest period that the schema lets a user name. */
  private static final Duration KEPT = Duration.ofHours(1);

  /** The pool is looked at every 5 s; who has missed some of that knows nothing of the time. */
  private static final Duration GAP = Duration.ofSeconds(30);

  private static final Reading NOTHING = new Reading(Optional.empty(), List.of());

  /** A clock that went back leaves a past that has not been yet: that is no past. */
  static Past of(SizingMemory memory, Instant now) {
    var last = memory.moments().isEmpty() ? now : memory.moments().getLast().at();
    if (!last.isAfter(now)) {
      return new Past(memory);
    }
    return new Past(
        new SizingMemory(
            memory.size(),
            List.of(),
            Optional.empty(),
            Map.of(),
            memory.learned(),
            Map.of(),
            memory.leadTimes(),
            List.of()));
  }

  /**
   * The same with what is seen now.
   *
   * @param window how far back anybody will look
   */
  Past with(Load load, Need need, Duration window, Instant now) {
    var moments = new ArrayList<Moment>(moments().size() + 1);
    int first = firstSince(now.minus(window));
    int last = moments().size();
    if (last > first && !moments().getLast().at().isBefore(now)) {
      last--;
    }
    moments.addAll(moments().subList(first, last));
    moments.add(new Moment(now, load.up(), need.toGrow(), need.toShrink()));
    var since =
        load.isComplete()
            ? remembered.completeSince().filter(any -> !isGap(now)).or(() -> Optional.of(now))
            : Optional.<Instant>empty();
    return new Past(
        new SizingMemory(
            remembered.size(),
            moments,
            since,
            remembered.readings(),
            remembered.learned(),
            remembered.starting(),
            remembered.leadTimes(),
            remembered.changes()));
  }

  private int firstSince(Instant oldest) {
    int first = 0;
    while (first < moments().size() && moments().get(first).at().isBefore(oldest)) {
      first++;
    }
    return first;
  }

  private boolean isGap(Instant now) {
    return sinceLast(now).compareTo(GAP) > 0;
  }

  /** Time since the last look; none if there was none. */
  Duration sinceLast(Instant now) {
    return moments().isEmpty() ? Duration.ZERO : Duration.between(moments().getLast().at(), now);
  }

  int size() {
    return remembered.size().orElseThrow();
  }

  List<Moment> moments() {
    return remembered.moments();
  }

  List<Change> changes() {
    return remembered.changes();
  }

  Learned learned() {
    return remembered.learned();
  }

  Map<String, Instant> starting() {
    return remembered.starting();
  }

  List<Duration> leadTimes() {
    return remembered.leadTimes();
  }

  Reading reading(String bridge) {
    return remembered.readings().getOrDefault(bridge, NOTHING);
  }

  /** A new bridge whose pod is ready, and which was never heard, bears nobody: it still starts. */
  List<Gauge> judged(List<Gauge> seen) {
    return seen.stream()
        .map(
            b ->
                b.stage() == Gauge.Stage.SILENT && starting().containsKey(b.name())
                    ? b.starting()
                    : b)
        .toList();
  }

  /** Every bridge was heard for so long without a gap. */
  boolean isCompleteFor(Duration window, Instant now) {
    return remembered
        .completeSince()
        .filter(since -> !since.isAfter(now.minus(window)))
        .isPresent();
  }

  /** The least that any moment of that window needed for growing. */
  int leastNeed(Duration window, Instant now) {
    int least = moments().getLast().toGrow();
    for (int i = moments().size() - 1; i >= 0 && isIn(i, window, now); i--) {
      least = Math.min(least, moments().get(i).toGrow());
    }
    return least;
  }

  /** The most that any moment of that window needed, for shrinking. */
  int greatestNeed(Duration window, Instant now) {
    int most = moments().getLast().toShrink();
    for (int i = moments().size() - 1; i >= 0 && isIn(i, window, now); i--) {
      most = Math.max(most, moments().get(i).toShrink());
    }
    return most;
  }

  private boolean isIn(int index, Duration window, Instant now) {
    return !moments().get(index).at().isBefore(now.minus(window));
  }

  /** What is remembered for the next look. */
  SizingMemory memory(Decision decision, Readings readings, LeadTime leadTime, Instant now) {
    var changes =
        new ArrayList<>(changes().stream().filter(c -> c.at().isAfter(now.minus(KEPT))).toList());
    if (decision.isChange()) {
      changes.add(new Change(now, decision.to() - decision.from()));
    }
    return new SizingMemory(
        Optional.of(decision.to()),
        moments(),
        remembered.completeSince(),
        readings.byName(),
        readings.learned(),
        leadTime.starting(),
        leadTime.measured(),
        changes);
  }
}
