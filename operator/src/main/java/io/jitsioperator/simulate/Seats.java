package io.jitsioperator.simulate;

/**
 * Participants of one conference on one bridge.
 *
 * @param bridge its JID
 * @param participants 1 or more
 */
public record Seats(String bridge, int participants) {}
