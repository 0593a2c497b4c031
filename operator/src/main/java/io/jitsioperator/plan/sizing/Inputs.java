package io.jitsioperator.plan.sizing;

import java.time.Duration;

/**
 * From what a decision follows.
 *
 * @param load that is seen
 * @param need that follows from it
 * @param floors that schedules ask for
 * @param leadTime from the birth of a bridge until it serves
 * @param perParticipant stress that one participant causes
 */
public record Inputs(
    Load load, Need need, Floors floors, Duration leadTime, double perParticipant) {}
