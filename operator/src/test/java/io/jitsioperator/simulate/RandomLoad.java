package io.jitsioperator.simulate;

import io.jitsioperator.simulate.load.Load;
import io.jitsioperator.simulate.load.Trace;
import io.jitsioperator.simulate.load.TraceError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** People who come and go at random, as pieces that are known to be hard for whoever sizes. */
final class RandomLoad {

  private final Random random;
  private final List<Row> rows = new ArrayList<>();
  private int conferences;

  private record Row(int second, int conference, int people) {}

  RandomLoad(Random random) {
    this.random = random;
  }

  /** So many pieces that begin before that second; all are over, or stay as they are, after it. */
  RandomLoad pieces(int count, int until) {
    for (int i = 0; i < count; i++) {
      int from = random.nextInt(until);
      switch (random.nextInt(5)) {
        case 0 -> meetings(5 + random.nextInt(20), from, from + 1200, 2, 20);
        case 1 -> meetings(5 + random.nextInt(15), from, from + 30, 2, 15);
        case 2 -> crowd(from, 20 + random.nextInt(180), 1 + random.nextInt(300));
        case 3 -> flaps(from, 10 + random.nextInt(50));
        default -> meetings(random.nextInt(8), from, from + 60, 15, 15);
      }
    }
    rows.removeIf(row -> row.second() >= until);
    return this;
  }

  /** Meetings that begin in that time and go on for 2 to 40 minutes. */
  RandomLoad meetings(int count, int from, int to, int least, int most) {
    for (int i = 0; i < count; i++) {
      int begin = from + random.nextInt(to - from);
      int meeting = begins(begin, least + random.nextInt(most - least + 1));
      ends(meeting, begin + 120 + random.nextInt(2280));
    }
    return this;
  }

  /** Meetings that begin in that time and do not end. */
  RandomLoad staying(int count, int from, int to, int least, int most) {
    for (int i = 0; i < count; i++) {
      begins(from + random.nextInt(to - from), least + random.nextInt(most - least + 1));
    }
    return this;
  }

  private void crowd(int from, int people, int seconds) {
    int conference = conferences++;
    for (int i = 1; i <= 10; i++) {
      rows.add(new Row(from + seconds * i / 10, conference, people * i / 10));
    }
    if (random.nextBoolean()) {
      ends(conference, from + seconds + 60 + random.nextInt(1800));
    }
  }

  private void flaps(int from, int people) {
    int conference = conferences++;
    int period = 30 + random.nextInt(300);
    for (int i = 0; i < 10; i++) {
      rows.add(new Row(from + i * period, conference, i % 2 == 0 ? people : 0));
    }
  }

  private int begins(int second, int people) {
    rows.add(new Row(second, conferences, people));
    return conferences++;
  }

  private void ends(int conference, int second) {
    rows.add(new Row(second, conference, 0));
  }

  /** Everybody leaves. */
  RandomLoad over(int second) {
    for (int i = 0; i < conferences; i++) {
      ends(i, second);
    }
    return this;
  }

  /** Up to that second. */
  Load until(int end, long seed) {
    var lines = new ArrayList<>(List.of("seconds,conference,participants"));
    begins(0, 1);
    ends(conferences - 1, 1);
    ends(conferences - 1, end);
    rows.sort(Comparator.comparingInt(Row::second));
    rows.forEach(r -> lines.add(r.second() + ",c" + r.conference() + "," + r.people()));
    try {
      return Trace.parse("random", lines, seed);
    } catch (TraceError e) {
      throw new IllegalStateException(e);
    }
  }
}
