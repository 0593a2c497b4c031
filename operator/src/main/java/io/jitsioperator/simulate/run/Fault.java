package io.jitsioperator.simulate.run;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that goes wrong.
 *
 * @param kind what
 * @param at milliseconds since the start
 * @param length milliseconds
 */
public record Fault(Kind kind, long at, long length) {

  private static final long MINUTE = 60_000;

  /** What goes wrong, and for how long if nobody says otherwise. */
  public enum Kind {
    /** Nothing is seen of any bridge; Jicofo and the calls go on. */
    METRICS_GAP(5),
    /** Nothing is seen of every other bridge. */
    HALF_SILENT(10),
    /** The oldest bridge says that it has nothing to do, to all. */
    LYING_BRIDGE(30),
    /** The oldest bridge says that it is five times full, to all. */
    LYING_BRIDGE_HIGH(30),
    /** No node takes a pod, and none is added. */
    NO_NODES(30),
    /** A pod that is made now serves five minutes later than usual. */
    SLOW_IMAGE_PULL(30),
    /** Something else uses all the processors of the node with the most people. */
    NOISY_NEIGHBOUR(30),
    /** What decides starts anew and remembers nothing. */
    OPERATOR_RESTART(0),
    /** The node with the most people is cordoned and drained. */
    NODE_DRAIN(0);

    private final int minutes;

    Kind(int minutes) {
      this.minutes = minutes;
    }

    /** As it is called on the command line. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The one of that name; empty if there is none. */
    public static Optional<Kind> of(String word) {
      return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }

    /** For the usual time, from that moment on (milliseconds since the start). */
    public Fault at(long time) {
      return new Fault(this, time, minutes * MINUTE);
    }
  }

  boolean lasts(long now) {
    return at <= now && now < at + length;
  }
}
