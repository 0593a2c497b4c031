@NullMarked
package io.jitsioperator.testbed;

import org.jspecify.annotations.NullMarked;
