package io.jitsioperator.simulate.run;

import io.jitsioperator.simulate.run.Fault.Kind;

/** What bridges say of themselves: every 5 s, with a stress that they measure every 10 s. */
final class Voices {

  private static final long SAYS = 5_000;
  private static final long MEASURES = 10_000;

  /** What a bridge measures differs from its true stress by that part: an assumption. */
  private static final double NOISE = 0.05;

  private static final double FIVE_TIMES_FULL = 5;

  private final Agenda agenda;
  private final Weather weather;
  private final long seed;

  /** The one that lies while there is such a fault; -1 = none. */
  private int liar = -1;

  Voices(Agenda agenda, Weather weather, long seed) {
    this.agenda = agenda;
    this.weather = weather;
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
    agenda.in(1 + Chance.below((int) SAYS, seed, bridge.number), new Rhythm(bridge));
  }

  /** Every other time it measures before it speaks; else it says again what it has measured. */
  private final class Rhythm implements Runnable {

    private final Bridge bridge;
    private int count;
    private double measured;

    Rhythm(Bridge bridge) {
      this.bridge = bridge;
    }

    @Override
    public void run() {
      if (!bridge.gone) {
        if (count % 2 == 0) {
          measured = measured(bridge, count, count == 0 ? 0 : MEASURES);
        }
        count++;
        say(bridge, measured);
        agenda.in(SAYS, this);
      }
    }
  }

  private double measured(Bridge bridge, int count, long time) {
    bridge.useCpu(Math.min(1, bridge.own() / Node.ALL_CPU));
    double noise = 1 + NOISE * (2 * Chance.part(seed, (long) bridge.number << 32 | count) - 1);
    return Math.min(Node.ALL_CPU, bridge.sample(agenda.now(), time) * noise);
  }

  private void say(Bridge bridge, double measured) {
    double stress = bridge.number == liar ? lie(measured) : measured;
    bridge.tell(stress);
    if (!weather.mutes(bridge)) {
      bridge.hear(agenda.now(), stress);
    }
  }

  private double lie(double truth) {
    if (weather.is(Kind.LYING_BRIDGE)) {
      return 0;
    }
    return weather.is(Kind.LYING_BRIDGE_HIGH) ? FIVE_TIMES_FULL : truth;
  }
}
