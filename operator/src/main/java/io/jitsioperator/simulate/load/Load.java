package io.jitsioperator.simulate.load;

import java.time.Instant;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Who is in which conference at which moment: rows of "from then on that conference has so many".
 * What each conference costs a bridge is part of it, so that it is the same for every policy.
 */
public final class Load {

  /** Monday; so that schedules, which name days and hours, have something to hold on to. */
  public static final Instant MONDAY = Instant.parse("2026-03-02T00:00:00Z");

  /** Stress is counted in billionths: sums of whole numbers do not drift. */
  public static final double UNIT = 1e-9;

  /** Some talk with cameras, some without: an assumption. */
  private static final double SPREAD = 0.25;

  private static final int KNOWN_SIZES = 64;

  private final String name;
  private final long end;
  private final Rows rows;
  private final double[] factors;
  private final double[] bySize;

  /**
   * The rows, column by column, sorted by time.
   *
   * @param at milliseconds since the start
   * @param conference its number, from 0
   * @param people that it has from then on
   */
  record Rows(long[] at, int[] conference, int[] people) {}

  /**
   * Made by the others of this package.
   *
   * @param name in tables
   * @param end milliseconds after the start
   * @param conferences how many there are
   * @param seed of what each conference costs
   */
  Load(String name, long end, Rows rows, int conferences, long seed) {
    this.name = name;
    this.end = end;
    this.rows = rows;
    this.factors = new double[conferences];
    var random = new SplittableRandom(seed ^ 0x5deece66dL);
    Arrays.setAll(factors, i -> Math.exp(SPREAD * random.nextGaussian() - SPREAD * SPREAD / 2));
    this.bySize = new double[KNOWN_SIZES];
    for (int n = 1; n < KNOWN_SIZES; n++) {
      bySize[n] = PersonStress.of(n);
    }
  }

  /** In tables. */
  public String name() {
    return name;
  }

  /** When the time begins. */
  public Instant start() {
    return MONDAY;
  }

  /** Milliseconds after the start at which it is over. */
  public long end() {
    return end;
  }

  /** How many rows there are. */
  public int size() {
    return rows.at.length;
  }

  /** How many conferences there are; their numbers are smaller. */
  public int conferences() {
    return factors.length;
  }

  /** Milliseconds after the start; never less than that of the row before. */
  public long at(int row) {
    return rows.at[row];
  }

  /** The conference of that row. */
  public int conference(int row) {
    return rows.conference[row];
  }

  /** How many it has from then on. */
  public int people(int row) {
    return rows.people[row];
  }

  /**
   * What one participant costs its bridge, in {@link #UNIT}s.
   *
   * @param conference of the participant
   * @param people in it
   */
  public long cost(int conference, int people) {
    if (people == 0) {
      return 0;
    }
    double mean = people < KNOWN_SIZES ? bySize[people] : PersonStress.of(people);
    return Math.round(mean * factors[conference] / UNIT);
  }
}
