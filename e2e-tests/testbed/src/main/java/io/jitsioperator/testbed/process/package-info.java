/** Processes and folders that never outlive the JVM, however it ends. */
@NullMarked
package io.jitsioperator.testbed.process;

import org.jspecify.annotations.NullMarked;
