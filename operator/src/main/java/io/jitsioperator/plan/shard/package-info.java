/**
 * A shard's parts, one file per Jitsi component. {@link io.jitsioperator.plan.shard.ShardPlanner}
 * is the table of contents.
 */
@NullMarked
package io.jitsioperator.plan.shard;

import org.jspecify.annotations.NullMarked;
