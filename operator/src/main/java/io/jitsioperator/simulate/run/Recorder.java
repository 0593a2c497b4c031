package io.jitsioperator.simulate.run;

import java.util.ArrayList;
import java.util.List;

/** Writes down how it goes. */
final class Recorder {

  static final long EVERY = 30_000;

  private final List<Series.Point> points = new ArrayList<>();

  void point(long now, Demand demand, Fleet fleet, int desired, int waiting) {
    int overloaded = waiting;
    for (var bridge : fleet.bridges()) {
      overloaded += bridge.people > 0 && bridge.stress() > Bridge.OVERLOAD ? bridge.people : 0;
    }
    points.add(
        new Series.Point(now / 1000.0, demand.stress(), fleet.capacity(), desired, overloaded));
  }

  Series series() {
    return new Series(points);
  }
}
