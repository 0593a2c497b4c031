/** The testbed itself: what a kubelet, cluster DNS and a network plugin would do, it does too. */
@NullMarked
package io.jitsioperator.testbed;

import org.jspecify.annotations.NullMarked;
