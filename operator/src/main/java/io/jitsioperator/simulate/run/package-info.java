/** A model of nodes, pods, bridges and Jicofo in fast-forward, and what went wrong in it. */
@NullMarked
package io.jitsioperator.simulate.run;

import org.jspecify.annotations.NullMarked;
