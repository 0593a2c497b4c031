/** The operator as a process of its own, from its jar, as a cluster would run it. */
@NullMarked
package io.jitsioperator.testbed.operator;

import org.jspecify.annotations.NullMarked;
