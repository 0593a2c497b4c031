/** How a shard behaves: the operator from its jar, under its own rights, against real Prosodys. */
@NullMarked
package io.jitsioperator.shard;

import org.jspecify.annotations.NullMarked;
