package io.jitsioperator.simulate.load;

/**
 * What one participant costs a bridge, on the average over those who send pictures and those who
 * only watch.
 *
 * <p>An assumption, not a measurement: {@code 0.002 · min(n, 15) / n + 0.003 · √min(n − 1, 15)} in
 * a conference of n. The first part is what a sender costs, and at most 15 people send. The second
 * is what receiving costs: the more pictures, the smaller each of them, so it grows with the root,
 * and nobody receives more than 15. It gives 0.005 for two, 0.0099 for eight, 0.013 for fifteen and
 * 0.012 for a crowd, so that about 80 people fill a bridge to 0.8, as Jicofo's own {@code
 * average-participant-stress} of 0.01 has it (contracts §5.1).
 */
public final class PersonStress {

  /** The mean that Jicofo and the bridge assume. */
  public static final double MEAN = 0.01;

  private static final int PICTURES = 15;
  private static final double SENDING = 0.002;
  private static final double RECEIVING = 0.003;

  private PersonStress() {}

  /**
   * Stress of one of them, where 1 is a full bridge.
   *
   * @param people in the conference, 1 or more
   */
  public static double of(int people) {
    double senders = (double) Math.min(people, PICTURES) / people;
    return SENDING * senders + RECEIVING * Math.sqrt(Math.min(people - 1, PICTURES));
  }
}
