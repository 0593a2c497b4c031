/** Who serves whom: what crosses a namespace, and what must not. */
@NullMarked
package io.jitsioperator.plan.wiring;

import org.jspecify.annotations.NullMarked;
