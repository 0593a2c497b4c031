package io.jitsioperator.simulate.run;

import io.jitsioperator.simulate.policy.Sight;
import io.jitsioperator.simulate.run.Fault.Kind;
import java.time.Instant;
import java.util.Optional;

/** What bridges say of themselves: every 5 s, with a stress that they measure every 10 s. */
final class Voices {

  private static final long SAYS = 5_000;
  private static final long MEASURES = 10_000;

  /** What a bridge measures differs from its true stress by that part: an assumption. */
  private static final double NOISE = 0.05;

  private static final double FIVE_TIMES_FULL = 5;

  private final Agenda agenda;
  private final Weather weather;
  private final Instant start;
  private final long seed;

  /** The one that lies while there is such a fault; -1 = none. */
  private int liar = -1;

  Voices(Agenda agenda, Weather weather, Instant start, long seed) {
    this.agenda = agenda;
    this.weather = weather;
    this.start = start;
    this.seed = seed;
  }

  /** From now on that one lies, as long as there is such a fault. */
  void lies(Bridge bridge) {
    liar = bridge.number;
  }

  /** It serves, says so, and goes on in its own rhythm. */
  void begin(Bridge bridge) {
    bridge.heardAt = agenda.now();
    say(bridge, measured(bridge, 0, 0));
    agenda.in(1 + Chance.below((int) SAYS, seed, bridge.number), () -> turn(bridge, 0, 0));
  }

  /** Every other time it measures before it speaks; else it says again what it has measured. */
  private void turn(Bridge bridge, int count, double measured) {
    if (!bridge.gone) {
      boolean now = count % 2 == 0;
      double stress = now ? measured(bridge, count, count == 0 ? 0 : MEASURES) : measured;
      say(bridge, stress);
      agenda.in(SAYS, () -> turn(bridge, count + 1, stress));
    }
  }

  private double measured(Bridge bridge, int count, long time) {
    // What metrics say of its processor is one measurement older.
    bridge.cpu = Math.min(1, bridge.own() / Node.ALL_CPU);
    double noise = 1 + NOISE * (2 * Chance.part(seed, (long) bridge.number << 32 | count) - 1);
    return Math.min(Node.ALL_CPU, bridge.sample(agenda.now(), time) * noise);
  }

  private void say(Bridge bridge, double measured) {
    double stress = bridge.number == liar ? lie(measured) : measured;
    bridge.tell(stress);
    if (!weather.mutes(bridge)) {
      bridge.heardAt = agenda.now();
      bridge.heard =
          Optional.of(
              new Sight.Report(
                  start.plusMillis(agenda.now()), stress, bridge.people, bridge.conferences));
    }
  }

  private double lie(double truth) {
    if (weather.is(Kind.LYING_BRIDGE)) {
      return 0;
    }
    return weather.is(Kind.LYING_BRIDGE_HIGH) ? FIVE_TIMES_FULL : truth;
  }
}
