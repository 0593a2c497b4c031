/** From what is true to what shall be done. Pure: no client, no clock, no thread. */
@NullMarked
package io.jitsioperator.plan;

import org.jspecify.annotations.NullMarked;
