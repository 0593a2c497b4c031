package io.jitsioperator.charts;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What Helm says when it refuses values. */
final class Refusal {

  private Refusal() {}

  static String of(Chart chart, String values) {
    String[] said = {""};
    assertThatThrownBy(() -> chart.render(values))
        .as("rendered with %s", values)
        .isInstanceOf(IllegalStateException.class)
        .satisfies(e -> said[0] = String.valueOf(e.getMessage()));
    return said[0];
  }
}
