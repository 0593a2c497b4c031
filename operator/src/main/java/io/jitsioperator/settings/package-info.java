/** What the person who installed us decided, parsed once from a map. */
@NullMarked
package io.jitsioperator.settings;

import org.jspecify.annotations.NullMarked;
