/** Conditions, their reasons and their sentences. */
@NullMarked
package io.jitsioperator.plan.status;

import org.jspecify.annotations.NullMarked;
