package io.jitsioperator.plan.sizing;

import io.jitsioperator.world.SizingMemory;

/**
 * What came out of one look.
 *
 * @param decision the size
 * @param inputs from what it follows
 * @param memory for the next look
 */
public record Outcome(Decision decision, Inputs inputs, SizingMemory memory) {}
