/** Wires the rooms, reads the environment, exits. */
@NullMarked
package io.jitsioperator;

import org.jspecify.annotations.NullMarked;
