package io.jitsioperator.simulate.report;

import io.jitsioperator.simulate.run.Series;
import io.jitsioperator.simulate.run.Series.Point;
import java.util.ArrayList;
import java.util.List;

/** As many points as a picture can show; of those that share a place, the worst is told. */
final class Thinned {

  private static final int PLACES = 600;

  private Thinned() {}

  static List<Point> of(Series series) {
    var points = series.points();
    int together = Math.ceilDiv(Math.max(1, points.size()), PLACES);
    var thinned = new ArrayList<Point>();
    for (int i = 0; i < points.size(); i += together) {
      thinned.add(worst(points.subList(i, Math.min(points.size(), i + together))));
    }
    return thinned;
  }

  private static Point worst(List<Point> points) {
    var worst = points.getFirst();
    for (var point : points) {
      worst =
          new Point(
              worst.seconds(),
              Math.max(worst.load(), point.load()),
              Math.min(worst.capacity(), point.capacity()),
              Math.max(worst.desired(), point.desired()),
              Math.max(worst.overloaded(), point.overloaded()));
    }
    return worst;
  }
}
