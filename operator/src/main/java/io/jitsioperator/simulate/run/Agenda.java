package io.jitsioperator.simulate.run;

import java.util.Arrays;

/**
 * What will happen when. Time goes on only here. A day has a million entries, so this is a heap of
 * plain numbers: the time, and below it the order in which they were asked for.
 */
final class Agenda {

  /** Bits of a key below its time: after so many entries, the order at one moment may change. */
  private static final int ORDER = 28;

  private long[] keys = new long[256];
  private Runnable[] entries = new Runnable[256];
  private int size;
  private long now;
  private long count;

  /** Milliseconds since the start. */
  long now() {
    return now;
  }

  /** What was asked for first happens first, at the same time. */
  void at(long time, Runnable what) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, 2 * size);
      entries = Arrays.copyOf(entries, 2 * size);
    }
    long order = count++ & (1L << ORDER) - 1;
    up(size++, Math.max(time, now) << ORDER | order, what);
  }

  void in(long milliseconds, Runnable what) {
    at(now + milliseconds, what);
  }

  /** Does all that is due up to that time, and it is that time then. */
  void advance(long to) {
    while (size > 0 && keys[0] >> ORDER <= to) {
      now = keys[0] >> ORDER;
      var what = entries[0];
      size--;
      down(keys[size], entries[size]);
      what.run();
    }
    now = to;
  }

  private void up(int from, long key, Runnable what) {
    int i = from;
    while (i > 0 && keys[(i - 1) / 2] > key) {
      put(i, keys[(i - 1) / 2], entries[(i - 1) / 2]);
      i = (i - 1) / 2;
    }
    put(i, key, what);
  }

  private void down(long key, Runnable what) {
    int i = 0;
    for (int child = 1; child < size; child = 2 * i + 1) {
      if (child + 1 < size && keys[child + 1] < keys[child]) {
        child++;
      }
      if (keys[child] >= key) {
        break;
      }
      put(i, keys[child], entries[child]);
      i = child;
    }
    put(i, key, what);
  }

  private void put(int index, long key, Runnable what) {
    keys[index] = key;
    entries[index] = what;
  }
}
