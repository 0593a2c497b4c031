/** What each policy of sizing costs and what it does to people, in the simulator, side by side. */
@NullMarked
package io.jitsioperator.benchmarks.sizing;

import org.jspecify.annotations.NullMarked;
