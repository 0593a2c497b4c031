package io.jitsioperator.benchmarks;

import java.time.Duration;

/**
 * How much is measured.
 *
 * @param shards 1 or more; system property {@code shards}, 200
 * @param rounds samples of each figure, 1 or more; system property {@code rounds}, 5
 * @param rest how long the operator is watched at rest, 1 s or more; system property {@code
 *     rest.seconds}, 60 s
 * @param only part of the names of the measurements wanted; system property {@code only}, all
 */
record Scale(int shards, int rounds, Duration rest, String only) {

  /** Reads the system properties. */
  static Scale fromProperties() {
    return new Scale(
        atLeastOne("shards", 200),
        atLeastOne("rounds", 5),
        Duration.ofSeconds(atLeastOne("rest.seconds", 60)),
        System.getProperty("only", ""));
  }

  private static int atLeastOne(String property, int otherwise) {
    int value = Integer.getInteger(property, otherwise);
    if (value < 1) {
      throw new IllegalArgumentException("-D" + property + "=" + value + ": expected 1 or more");
    }
    return value;
  }
}
