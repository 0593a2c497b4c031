/** What came out of runs, for people and for programs: table, JSON, picture. */
@NullMarked
package io.jitsioperator.simulate.report;

import org.jspecify.annotations.NullMarked;
