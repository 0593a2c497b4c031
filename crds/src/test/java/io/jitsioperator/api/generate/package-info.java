/** Makes the CRDs' YAML and their reference from the records, and says when they are stale. */
@NullMarked
package io.jitsioperator.api.generate;

import org.jspecify.annotations.NullMarked;
