/** A real control plane on this machine with simulated nodes, network and images. */
@NullMarked
package io.jitsioperator.testbed;

import org.jspecify.annotations.NullMarked;
