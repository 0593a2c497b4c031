package io.jitsioperator.charts;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.jitsioperator.charts.ValuesFile.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each chart's README is made of what its values.yaml says. */
class ChartReadmeTest {

  static List<Chart> charts() {
    return List.of(Chart.OPERATOR, Chart.JITSI);
  }

  @ParameterizedTest
  @MethodSource("charts")
  void itIsCurrent(Chart chart) throws IOException {
    Generated.check(chart.folder().resolve("README.md"), readme(chart));
  }

  @ParameterizedTest
  @MethodSource("charts")
  void everyValueIsExplained(Chart chart) throws IOException {
    assertThat(entries(chart))
        .hasSizeGreaterThan(5)
        .filteredOn(each -> each.fallback() != null)
        .allSatisfy(each -> assertThat(each.says()).as(each.name()).isNotBlank());
  }

  private static List<Entry> entries(Chart chart) throws IOException {
    return ValuesFile.read(Files.readString(chart.folder().resolve("values.yaml")));
  }

  private static String readme(Chart chart) throws IOException {
    Map<?, ?> about =
        Serialization.unmarshal(Files.readString(chart.folder().resolve("Chart.yaml")), Map.class);
    return """
    <!-- Generated from Chart.yaml and values.yaml: edit those, then run make charts. -->
    # %s

    %s

    How to install it: [docs/installation.md](../../docs/installation.md). A key that is not in this table is refused.

    | value | default | meaning |
    |---|---|---|
    %s
    """
        .formatted(
            about.get("name"),
            about.get("description"),
            entries(chart).stream()
                .filter(each -> each.fallback() != null || !each.says().isEmpty())
                .map(ChartReadmeTest::row)
                .collect(Collectors.joining("\n")));
  }

  private static String row(Entry entry) {
    String fallback = entry.fallback() == null ? "" : "`" + entry.fallback() + "`";
    return "| `%s` | %s | %s |".formatted(entry.name(), fallback, entry.says().replace("|", "\\|"));
  }
}
