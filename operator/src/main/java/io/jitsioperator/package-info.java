@NullMarked
package io.jitsioperator;

import org.jspecify.annotations.NullMarked;
