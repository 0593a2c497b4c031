package io.jitsioperator.benchmarks.sizing;

/**
 * A figure to reach, and whether it is.
 *
 * @param met whether it is
 * @param sentence what was asked for and what was found
 */
record Verdict(boolean met, String sentence) {

  /** A line. */
  String line() {
    return (met ? "PASS " : "MISS ") + sentence;
  }
}
