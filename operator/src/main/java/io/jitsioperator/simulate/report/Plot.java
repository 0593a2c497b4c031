package io.jitsioperator.simulate.report;

import io.jitsioperator.simulate.run.Outcome;
import io.jitsioperator.simulate.run.Series.Point;
import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A picture of how it went: load, capacity of each policy, and people who suffered. */
public final class Plot {

  private static final double HOUR = 3600;
  private static final int WIDTH = 1200;
  private static final int HEIGHT = 600;
  private static final Color GREY = new Color(200, 205, 215);
  private static final List<Color> COLOURS =
      List.of(
          new Color(0x1f, 0x77, 0xb4),
          new Color(0xd6, 0x27, 0x28),
          new Color(0x2c, 0xa0, 0x2c),
          new Color(0x94, 0x67, 0xbd),
          new Color(0xff, 0x7f, 0x0e),
          new Color(0x17, 0xbe, 0xcf),
          new Color(0x8c, 0x56, 0x4b));

  private static final float SOLID = 1.6f;
  private static final BasicStroke DASHES =
      new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 1, new float[] {3, 3}, 0);

  private Plot() {}

  /** Whether it can write a file of that name. */
  public static boolean knows(Path file) {
    return isVector(file) || ends(file, ".png");
  }

  /**
   * Writes it.
   *
   * @param title over the picture
   * @param outcomes of policies under the same load, one or more
   * @param file whose name ends in .svg or .png
   * @throws IOException if that cannot be written
   */
  public static void write(String title, List<Outcome> outcomes, Path file) throws IOException {
    // There is no screen, and none is needed.
    System.setProperty("java.awt.headless", "true");
    var chart = chart(title, outcomes);
    if (isVector(file)) {
      VectorGraphicsEncoder.saveVectorGraphic(
          chart, file.toString(), VectorGraphicsEncoder.VectorGraphicsFormat.SVG);
    } else {
      BitmapEncoder.saveBitmap(chart, file.toString(), BitmapEncoder.BitmapFormat.PNG);
    }
  }

  private static boolean isVector(Path file) {
    return ends(file, ".svg");
  }

  private static boolean ends(Path file, String end) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(end);
  }

  private static XYChart chart(String title, List<Outcome> outcomes) {
    var chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle("hours")
            .yAxisTitle("bridges")
            .build();
    chart.setYAxisGroupTitle(1, "people on overloaded bridges");
    chart.getStyler().setYAxisGroupPosition(1, Styler.YAxisPosition.Right);
    chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
    chart.getStyler().setLegendLayout(Styler.LegendLayout.Horizontal);
    chart.getStyler().setPlotGridLinesVisible(true).setYAxisMin(0, 0.0).setYAxisMin(1, 0.0);
    chart.getStyler().setYAxisMax(1, Math.max(1.0, most(outcomes)));
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    var first = Thinned.of(outcomes.getFirst().series());
    var load = chart.addSeries("load", hours(first), values(first, Point::load));
    load.setXYSeriesRenderStyle(XYSeriesRenderStyle.Area).setMarker(SeriesMarkers.NONE);
    load.setFillColor(GREY);
    load.setLineColor(GREY.darker());
    for (int i = 0; i < outcomes.size(); i++) {
      policy(chart, outcomes.get(i), COLOURS.get(i % COLOURS.size()));
    }
    return chart;
  }

  private static double most(List<Outcome> outcomes) {
    return outcomes.stream()
        .flatMap(outcome -> outcome.series().points().stream())
        .mapToDouble(Point::overloaded)
        .max()
        .orElse(0);
  }

  private static void policy(XYChart chart, Outcome outcome, Color colour) {
    var name = outcome.result().policy();
    var points = Thinned.of(outcome.series());
    var capacity =
        chart.addSeries("capacity, " + name, hours(points), values(points, Point::capacity));
    capacity.setXYSeriesRenderStyle(XYSeriesRenderStyle.Step).setMarker(SeriesMarkers.NONE);
    capacity.setLineColor(colour).setLineStyle(new BasicStroke(SOLID));
    var people =
        chart.addSeries("overload, " + name, hours(points), values(points, Point::overloaded));
    people.setMarker(SeriesMarkers.NONE).setYAxisGroup(1);
    people.setLineColor(colour).setLineStyle(DASHES);
  }

  private static double[] hours(List<Point> points) {
    return values(points, point -> point.seconds() / HOUR);
  }

  private static double[] values(List<Point> points, ToDoubleFunction<Point> value) {
    return points.stream().mapToDouble(value).toArray();
  }
}
