/**
 * How many bridges a pool shall have: one pure function of what was seen, what the user asks for,
 * and the time. Open {@link io.jitsioperator.plan.sizing.Sizing} first.
 */
@NullMarked
package io.jitsioperator.plan.sizing;

import org.jspecify.annotations.NullMarked;
