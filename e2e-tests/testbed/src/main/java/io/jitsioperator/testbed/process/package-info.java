/** Child processes that never outlive this JVM. */
@NullMarked
package io.jitsioperator.testbed.process;

import org.jspecify.annotations.NullMarked;
