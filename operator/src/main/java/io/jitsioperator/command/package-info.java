/** The subcommands that need no cluster. */
@NullMarked
package io.jitsioperator.command;

import org.jspecify.annotations.NullMarked;
