/** How many pods a pool has and which of them leave: the same for bridges, recorders, gateways. */
@NullMarked
package io.jitsioperator.plan.pool;

import org.jspecify.annotations.NullMarked;
