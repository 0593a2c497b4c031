package io.jitsioperator.simulate.run;

import java.util.PriorityQueue;

/** What will happen when. Time goes on only here. */
final class Agenda {

  private final PriorityQueue<Entry> entries = new PriorityQueue<>();
  private long now;
  private long count;

  private record Entry(long at, long order, Runnable what) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
    }
  }

  /** Milliseconds since the start. */
  long now() {
    return now;
  }

  /** What was asked for first happens first, at the same time. */
  void at(long time, Runnable what) {
    entries.add(new Entry(Math.max(time, now), count++, what));
  }

  void in(long milliseconds, Runnable what) {
    at(now + milliseconds, what);
  }

  /** Does all that is due up to that time, and it is that time then. */
  void advance(long to) {
    for (var next = entries.peek(); next != null && next.at() <= to; next = entries.peek()) {
      entries.poll();
      now = next.at();
      next.what().run();
    }
    now = to;
  }
}
