package io.jitsioperator.simulate.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jitsioperator.simulate.run.Outcome;
import io.jitsioperator.simulate.run.Result;
import io.jitsioperator.simulate.run.Series;
import io.jitsioperator.simulate.run.Series.Point;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same results as a table, as JSON and as a picture.
 *
 * <p>Seen to fail with: another name of a field; a picture without its second policy; a point
 * thinned away that was the worst.
 */
class ReportTest {

  private static final Result OURS =
      new Result("operator", 12.345678, 1000, 3, 0, 7, 15, 14, 10, 2);
  private static final Result NONE = new Result("hpa-stress", 0, 0, 0, 1234, 0, 0, 0, 0, 0);

  @Test
  void aLineAPolicy() {
    assertThat(ResultTable.lines(List.of(OURS, NONE)))
        .containsExactly(
            "policy      overload  overload min  people min  late joins  cut off  moves  bridge h"
                + "  x bound  node h  bound h  flaps",
            "operator     1.235 %          12.3        1000           3        0      7     15.00"
                + "     1.50   14.00    10.00      2",
            "hpa-stress   0.000 %           0.0           0           0     1234      0      0.00"
                + "     0.00    0.00     0.00      0");
  }

  @Test
  void anObjectAPolicyWithTheseNames() throws Exception {
    var array = new ObjectMapper().readTree(ResultJson.text(List.of(OURS, NONE)));
    assertThat(array).hasSize(2);
    assertThat(array.get(0).fieldNames())
        .toIterable()
        .containsExactly(
            "policy",
            "overloadParticipantMinutes",
            "participantMinutes",
            "lateJoins",
            "cutOff",
            "moves",
            "bridgeHours",
            "nodeHours",
            "fluidBridgeHours",
            "flaps");
    assertThat(array.get(0).get("overloadParticipantMinutes").asDouble()).isEqualTo(12.3457);
    assertThat(array.get(0).get("lateJoins").isIntegralNumber()).isTrue();
    assertThat(array.get(1).get("cutOff").asInt()).isEqualTo(1234);
  }

  @Test
  void picturesShowAllPolicies(@TempDir Path folder) throws Exception {
    var series =
        new Series(
            IntStream.range(0, 3000).mapToObj(i -> new Point(30.0 * i, 5, 7, 7, i % 9)).toList());
    var people = new Outcome.People(0, 0, 0, 0);
    var outcomes = List.of(new Outcome(OURS, series, people), new Outcome(NONE, series, people));
    var svg = folder.resolve("a.svg");
    Plot.write("a day", outcomes, svg);
    // Texts are drawn as shapes, so the policies are known by their colours.
    assertThat(Files.readString(svg)).contains("<svg", "rgb(31,119,180)", "rgb(214,39,40)");
    assertThat(Files.size(svg)).as("not a point for every moment").isLessThan(2_000_000);
    var png = folder.resolve("a.png");
    Plot.write("a day", outcomes, png);
    assertThat(ImageIO.read(png.toFile()).getWidth()).isEqualTo(1200);
    assertThat(Plot.knows(Path.of("a.gif"))).isFalse();
    assertThat(Plot.knows(Path.of("A.SVG"))).isTrue();
  }

  @Test
  void ofPointsThatShareAPlaceTheWorstIsShown() {
    var points = IntStream.range(0, 1200).mapToObj(i -> new Point(i, i % 2, 9 - i % 2, 3, i));
    var thinned = Thinned.of(new Series(points.toList()));
    assertThat(thinned).hasSize(600);
    assertThat(thinned.getLast()).isEqualTo(new Point(1198, 1, 8, 3, 1199));
  }
}
