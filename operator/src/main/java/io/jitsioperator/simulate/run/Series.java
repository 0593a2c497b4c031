package io.jitsioperator.simulate.run;

import java.util.List;

/**
 * How it went, a point every 30 s.
 *
 * @param points in the order of time
 */
public record Series(List<Point> points) {

  public Series {
    points = List.copyOf(points);
  }

  /**
   * One moment.
   *
   * @param seconds since the start
   * @param load true stress of all conferences, 1 = a full bridge
   * @param capacity bridges that serve and do not leave
   * @param desired what the policy wanted last
   * @param overloaded people on bridges whose true stress is over 0.8, and people without a bridge
   */
  public record Point(double seconds, double load, int capacity, int desired, int overloaded) {}
}
