/** What the simulated nodes and the network read of the cluster. */
@NullMarked
package io.jitsioperator.testbed.view;

import org.jspecify.annotations.NullMarked;
