package io.jitsioperator.simulate.load;

import java.util.Arrays;

/** Collects who comes and who goes, in any order, and makes a load of it. */
final class Attendance {

  private static final int AT = 32;

  private long[] moments = new long[1024];
  private int size;
  private int conferences;

  /** A new conference; its number. */
  int conference() {
    return conferences++;
  }

  /** One person is in that conference from then to then; in milliseconds, {@code from < to}. */
  void attends(int conference, long from, long to) {
    add(from, conference, 1);
    add(Math.max(to, from + 1), conference, 0);
  }

  private void add(long at, int conference, int comes) {
    if (size == moments.length) {
      moments = Arrays.copyOf(moments, 2 * size);
    }
    moments[size++] = at << AT | (long) conference << 1 | comes;
  }

  /** The load that they are, up to that moment. */
  Load load(String name, long end, long seed) {
    long[] sorted = Arrays.copyOf(moments, size);
    Arrays.sort(sorted);
    int rows = 0;
    while (rows < size && sorted[rows] >> AT < end) {
      rows++;
    }
    var at = new long[rows];
    var conference = new int[rows];
    var people = new int[rows];
    var present = new int[conferences];
    for (int i = 0; i < rows; i++) {
      at[i] = sorted[i] >> AT;
      conference[i] = (int) sorted[i] >>> 1;
      present[conference[i]] += (sorted[i] & 1) == 1 ? 1 : -1;
      people[i] = present[conference[i]];
    }
    return new Load(name, end, new Load.Rows(at, conference, people), conferences, seed);
  }
}
