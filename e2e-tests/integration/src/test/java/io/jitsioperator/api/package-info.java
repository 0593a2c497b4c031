/** The API as a real API server judges it. */
@NullMarked
package io.jitsioperator.api;

import org.jspecify.annotations.NullMarked;
