/** Simulated nodes: they run the pods that the real scheduler binds to them, as a kubelet would. */
@NullMarked
package io.jitsioperator.testbed.node;

import org.jspecify.annotations.NullMarked;
