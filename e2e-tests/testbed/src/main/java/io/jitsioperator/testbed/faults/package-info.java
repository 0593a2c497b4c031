/** Trouble between a client and the API server, on demand. */
@NullMarked
package io.jitsioperator.testbed.faults;

import org.jspecify.annotations.NullMarked;
