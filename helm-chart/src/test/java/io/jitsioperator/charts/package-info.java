/** The charts are rendered by Helm itself, and what comes out is asserted as typed objects. */
package io.jitsioperator.charts;
