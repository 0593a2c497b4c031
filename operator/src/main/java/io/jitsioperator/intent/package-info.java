/** What shall be done, as values. */
@NullMarked
package io.jitsioperator.intent;

import org.jspecify.annotations.NullMarked;
