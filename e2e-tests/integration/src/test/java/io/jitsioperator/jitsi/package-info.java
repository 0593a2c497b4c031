/** Tests of the operator's talk with Jitsi that need a real Prosody. */
@NullMarked
package io.jitsioperator.jitsi;

import org.jspecify.annotations.NullMarked;
