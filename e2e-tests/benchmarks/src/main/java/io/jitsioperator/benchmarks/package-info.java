@NullMarked
package io.jitsioperator.benchmarks;

import org.jspecify.annotations.NullMarked;
