package io.jitsioperator.simulate.run;

/** Chance without memory: what is asked in another order gets the same answer. */
final class Chance {

  private static final long STEP = 0x9e3779b97f4a7c15L;

  private Chance() {}

  /** A number for that thing; each as likely as any other (the mixer of SplitMix64). */
  static long number(long seed, long what) {
    long z = seed * STEP + what * 0xd1342543de82ef95L + STEP;
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }

  /** The same between 0 and 1. */
  static double part(long seed, long what) {
    return (number(seed, what) >>> 11) * 0x1p-53;
  }

  /** The same from 0 to below that. */
  static int below(int bound, long seed, long what) {
    return (int) (part(seed, what) * bound);
  }
}
