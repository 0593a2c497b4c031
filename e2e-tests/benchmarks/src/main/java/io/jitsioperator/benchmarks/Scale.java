package io.jitsioperator.benchmarks;

import java.time.Duration;

/**
 * How much is measured.
 *
 * @param shards 1 or more; system property {@code shards}, 200
 * @param rounds samples of each figure, 1 or more; system property {@code rounds}, 5
 * @param rest how long the operator is watched at rest, 1 s or more; system property {@code
 *     rest.seconds}, 60 s
 * @param pools of bridges, each with a shard of its own, 3 or more; system property {@code pools},
 *     10
 * @param bridges of each pool but the third, which has 100; 10 or more; system property {@code
 *     bridges}, 30: two cores do not hold more beside the simulation, ten hold 100
 * @param only part of the names of the measurements wanted; system property {@code only}, all
 */
record Scale(int shards, int rounds, Duration rest, int pools, int bridges, String only) {

  /** Reads the system properties. */
  static Scale fromProperties() {
    return new Scale(
        atLeast(1, "shards", 200),
        atLeast(1, "rounds", 5),
        Duration.ofSeconds(atLeast(1, "rest.seconds", 60)),
        atLeast(3, "pools", 10),
        atLeast(10, "bridges", 30),
        System.getProperty("only", ""));
  }

  private static int atLeast(int least, String property, int otherwise) {
    int value = Integer.getInteger(property, otherwise);
    if (value < least) {
      throw new IllegalArgumentException(
          "-D%s=%d: expected %d or more".formatted(property, value, least));
    }
    return value;
  }
}
