/** The only JOSDK room: observe, plan, apply, status. */
@NullMarked
package io.jitsioperator.reconcile;

import org.jspecify.annotations.NullMarked;
