/** Answers probes and scrapes. */
@NullMarked
package io.jitsioperator.serve;

import org.jspecify.annotations.NullMarked;
