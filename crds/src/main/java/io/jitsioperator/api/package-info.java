@NullMarked
package io.jitsioperator.api;

import org.jspecify.annotations.NullMarked;
