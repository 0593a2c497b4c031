/** Talks to Jitsi: turns what it hears into {@code world}, carries out calls. */
@NullMarked
package io.jitsioperator.jitsi;

import org.jspecify.annotations.NullMarked;
