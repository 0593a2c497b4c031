/** A model of Jitsi as values: what it would do with what it sees. */
@NullMarked
package io.jitsioperator.simulate;

import org.jspecify.annotations.NullMarked;
