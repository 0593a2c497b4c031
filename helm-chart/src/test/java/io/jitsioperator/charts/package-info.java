/** The charts are rendered by Helm itself, and what comes out is asserted as typed objects. */
@NullMarked
package io.jitsioperator.charts;

import org.jspecify.annotations.NullMarked;
