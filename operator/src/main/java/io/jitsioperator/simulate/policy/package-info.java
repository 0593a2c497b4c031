/** What decides how many bridges there are: ours, and what people use today. */
@NullMarked
package io.jitsioperator.simulate.policy;

import org.jspecify.annotations.NullMarked;
