/** What is true now, as immutable values. */
@NullMarked
package io.jitsioperator.world;

import org.jspecify.annotations.NullMarked;
