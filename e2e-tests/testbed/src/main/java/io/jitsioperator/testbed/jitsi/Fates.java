package io.jitsioperator.testbed.jitsi;

import java.time.Duration;

/**
 * What became of people in conferences. This judges every operator: {@code cut} must be 0, a move
 * may take two seconds, and nobody is moved twice in a drain.
 *
 * @param cut participants whose call was interrupted by no will of theirs
 * @param moved participants who were led to another bridge, at least once
 * @param left participants who hung up
 * @param mostMoves of one participant
 * @param longestGap without media in any move
 */
public record Fates(int cut, int moved, int left, int mostMoves, Duration longestGap) {

  /** Nobody. */
  public static final Fates NONE = new Fates(0, 0, 0, 0, Duration.ZERO);

  /** These and those. */
  public Fates plus(Fates other) {
    return new Fates(
        cut + other.cut,
        moved + other.moved,
        left + other.left,
        Math.max(mostMoves, other.mostMoves),
        longestGap.compareTo(other.longestGap) > 0 ? longestGap : other.longestGap);
  }
}
