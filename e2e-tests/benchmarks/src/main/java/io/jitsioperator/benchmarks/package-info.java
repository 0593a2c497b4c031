/** What {@code make bench} runs: figures of the operator beside what bounds them. */
@NullMarked
package io.jitsioperator.benchmarks;

import org.jspecify.annotations.NullMarked;
