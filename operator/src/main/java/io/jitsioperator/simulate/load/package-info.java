/** What people do: who is in which conference at which moment, made up by a seed or read. */
@NullMarked
package io.jitsioperator.simulate.load;

import org.jspecify.annotations.NullMarked;
