package io.jitsioperator.benchmarks.sizing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Circle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Cost against overload, a picture for each load. */
final class Plots {

  /** Percent; nothing at all has no place on a scale of powers. */
  private static final double LEAST = 0.001;

  private static final int WIDTH = 900;
  private static final int HEIGHT = 560;
  private static final int USUAL_SIZE = 14;
  private static final float HAIR = 0.5f;

  private Plots() {}

  /** Writes {@code LOAD.svg} into a folder that is there. */
  static void write(List<Batch> batches, Path folder) throws IOException {
    Map<String, List<Batch>> byLoad =
        batches.stream()
            .collect(Collectors.groupingBy(Batch::load, LinkedHashMap::new, Collectors.toList()));
    for (Map.Entry<String, List<Batch>> each : byLoad.entrySet()) {
      VectorGraphicsEncoder.saveVectorGraphic(
          chart(each.getKey(), each.getValue()),
          folder.resolve(each.getKey() + ".svg").toString(),
          VectorGraphicsFormat.SVG);
    }
  }

  private static XYChart chart(String load, List<Batch> batches) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(load + ": nearer to the lower left corner is better; large = as it comes")
            .xAxisTitle("bridge-hours / fluid bound")
            .yAxisTitle("overloaded participant-minutes, % (0.001 = that or less)")
            .build();
    chart.getStyler().setYAxisLogarithmic(true);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    // Every dash of a dashed line would be a shape of its own in the file.
    chart.getStyler().setPlotGridLinesStroke(new BasicStroke(HAIR));
    chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    Map<String, List<Batch>> byPolicy =
        batches.stream()
            .filter(each -> !each.floor())
            .collect(Collectors.groupingBy(Batch::policy, LinkedHashMap::new, Collectors.toList()));
    int colour = 0;
    for (List<Batch> each : byPolicy.values()) {
      draw(chart, each, colour++);
    }
    return chart;
  }

  private static void draw(XYChart chart, List<Batch> batches, int colour) {
    var colours = chart.getStyler().getSeriesColors();
    List<Batch> sorted = new ArrayList<>(batches);
    sorted.sort(Comparator.comparingDouble(Plots::cost));
    String policy = sorted.getFirst().policy();
    XYSeries all = add(chart, policy, sorted);
    all.setMarker(SeriesMarkers.CIRCLE);
    all.setMarkerColor(colours[colour % colours.length]);
    List<Batch> usual = sorted.stream().filter(Batch::usual).toList();
    if (!usual.isEmpty()) {
      XYSeries large = add(chart, policy + ", as it comes", usual);
      large.setMarker(new Large());
      large.setMarkerColor(colours[colour % colours.length]);
      large.setShowInLegend(false);
    }
  }

  private static XYSeries add(XYChart chart, String name, List<Batch> batches) {
    return chart.addSeries(
        name,
        batches.stream().map(Plots::cost).toList(),
        batches.stream().map(Plots::overload).toList());
  }

  private static double cost(Batch batch) {
    return batch.interval(Trial::cost).mean();
  }

  private static double overload(Batch batch) {
    return Math.max(LEAST, batch.interval(Trial::overload).mean() * 100);
  }

  /** A circle that is larger than the others. */
  private static final class Large extends Circle {

    @Override
    public void paint(Graphics2D on, double x, double y, int size) {
      super.paint(on, x, y, USUAL_SIZE);
    }
  }
}
