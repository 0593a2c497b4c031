package io.jitsioperator.plan.sizing;

import io.jitsioperator.world.SizingMemory;
import java.time.Instant;
import java.util.List;

/**
 * The law by which a pool gets its size. Its steps, in their order:
 *
 * <ol>
 *   <li>the <b>load</b> is the sum of the stress of all bridges, each as Jicofo reckons it ({@link
 *       Readings}, {@link Load});
 *   <li>it is expected to go on rising as it has risen ({@link Forecast}), for as long as a new
 *       bridge takes until it serves ({@link LeadTime});
 *   <li>what that needs is the <b>need</b> ({@link Need}); schedules are floors below it ({@link
 *       Floors});
 *   <li>the pool grows to its need at once;
 *   <li>it shrinks to the greatest need of the last window, and only if every bridge was heard
 *       throughout ({@link Past});
 *   <li>both within the limits that the user sets ({@link Pace}).
 * </ol>
 *
 * <p>Unknown is not zero: while fewer than half of the bridges are heard, the pool stays as it is.
 */
public final class Sizing {

  private final Rules rules;
  private final Past past;
  private final Load load;
  private final Need need;
  private final Floors floors;
  private final int size;
  private final Instant now;

  private Sizing(Rules rules, Past past, Load load, Need need, Floors floors, Instant now) {
    this.rules = rules;
    this.past = past;
    this.load = load;
    this.need = need;
    this.floors = floors;
    this.size = past.size();
    this.now = now;
  }

  /**
   * Decides.
   *
   * @param rules what the user asks for
   * @param seen all bridges that have not ended
   * @param memory what was seen before; its size must be set
   * @param now the time
   */
  public static Outcome decide(Rules rules, List<Gauge> seen, SizingMemory memory, Instant now) {
    var before = Past.of(memory, now);
    var bridges = before.judged(seen);
    var readings = Readings.of(bridges, before, now);
    var load = Load.of(bridges, readings, rules.overload());
    var leadTime = LeadTime.of(bridges, before, now);
    var forecast = Forecast.of(load.up(), before.moments(), leadTime.horizon(), now);
    var need = Need.of(rules, load, forecast, readings.perParticipant());
    var past = before.with(load, need, rules.memory(), now);
    var sizing = new Sizing(rules, past, load, need, Floors.at(rules, now), now);
    var decision = sizing.decision();
    return new Outcome(
        decision,
        new Inputs(load, need, sizing.floors, leadTime.time(), readings.perParticipant()),
        past.memory(decision, readings, leadTime, now));
  }

  private Decision decision() {
    if (load.isUnseen()) {
      return floors.replicas() > size
          ? decided(floors.replicas(), Decision.Why.SCHEDULE)
          : decided(size, Decision.Why.METRICS_MISSING);
    }
    int least = past.leastNeed(rules.up().window(), now);
    int wanted = Math.max(floors.replicas(), least);
    if (wanted > size) {
      return decided(
          rules.up().up(size, wanted, past.changes(), now),
          wanted > least ? Decision.Why.SCHEDULE : need.why());
    }
    if (!past.isCompleteFor(rules.down().window(), now) || floors.unusable().isPresent()) {
      return decided(size, Decision.Why.NOT_SURE);
    }
    int most = Math.max(floors.replicas(), past.greatestNeed(rules.down().window(), now));
    int to = rules.down().down(size, Math.min(size, most), past.changes(), now);
    return decided(to, to < size ? Decision.Why.LESS_LOAD : Decision.Why.ENOUGH);
  }

  /** The user's least and greatest hold whatever is known. */
  private Decision decided(int to, Decision.Why why) {
    if (to < rules.min()) {
      return new Decision(size, rules.min(), Decision.Why.MINIMUM);
    }
    if (to > rules.max() && size >= rules.max()) {
      return new Decision(size, rules.max(), Decision.Why.MAXIMUM);
    }
    return new Decision(size, Math.min(to, rules.max()), why);
  }
}
