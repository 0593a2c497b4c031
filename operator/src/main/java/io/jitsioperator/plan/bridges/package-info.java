/**
 * A pool of bridges. {@link io.jitsioperator.plan.bridges.PoolPlanner} is the table of contents.
 */
@NullMarked
package io.jitsioperator.plan.bridges;

import org.jspecify.annotations.NullMarked;
