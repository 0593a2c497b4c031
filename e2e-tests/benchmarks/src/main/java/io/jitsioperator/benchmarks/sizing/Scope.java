package io.jitsioperator.benchmarks.sizing;

import io.jitsioperator.simulate.load.Loads;
import io.jitsioperator.simulate.policy.Limits;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * How much is simulated.
 *
 * @param count of seeds, 2 or more; system property {@code sizing.seeds}, 20
 * @param tuning whether the even seeds are taken, which one may look at while one chooses numbers;
 *     the odd ones are for the final table only. System property {@code sizing.tuning}, false
 * @param bridges that are full when most people are there; system property {@code sizing.bridges},
 *     12
 * @param faultSeeds seeds for each fault, 1 or more; system property {@code sizing.fault.seeds}, 5
 * @param loads that are tried; system property {@code sizing.loads}, their names with commas, all
 */
public record Scope(int count, boolean tuning, int bridges, int faultSeeds, List<Loads> loads) {

  private static final int MIN = 2;

  /** No policy shall be saved by the maximum. */
  private static final int MAX_TIMES_PEAK = 4;

  /** Copies the loads. */
  public Scope {
    loads = List.copyOf(loads);
  }

  /** Reads the system properties. */
  public static Scope fromProperties() {
    String names = System.getProperty("sizing.loads", "");
    return new Scope(
        atLeast(2, "sizing.seeds", 20),
        Boolean.getBoolean("sizing.tuning"),
        atLeast(1, "sizing.bridges", 12),
        atLeast(1, "sizing.fault.seeds", 5),
        names.isEmpty()
            ? List.of(Loads.values())
            : Arrays.stream(names.split(",")).map(Scope::load).toList());
  }

  private static Loads load(String word) {
    return Loads.of(word.strip())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "-Dsizing.loads: there is no load %s; there are %s"
                        .formatted(word, Arrays.stream(Loads.values()).map(Loads::word).toList())));
  }

  private static int atLeast(int least, String property, int otherwise) {
    int value = Integer.getInteger(property, otherwise);
    if (value < least) {
      throw new IllegalArgumentException(
          "-D%s=%d: expected %d or more".formatted(property, value, least));
    }
    return value;
  }

  /** So many odd ones, or even ones for tuning. */
  List<Long> seeds() {
    return LongStream.range(0, count).map(i -> 2 * i + (tuning ? 0 : 1)).boxed().toList();
  }

  /** Of every policy in every run. */
  Limits limits() {
    return new Limits(MIN, MAX_TIMES_PEAK * bridges);
  }
}
