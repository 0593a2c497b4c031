package io.jitsioperator.benchmarks;

/**
 * The operator's {@code /metrics}, in Prometheus' text format.
 *
 * @param text one sample a line
 */
record MetricsPage(String text) {

  /**
   * How many shards were planned since the operator's start: no more than it knows, and no more
   * than its passes over them that succeeded.
   */
  long planned() {
    return Math.min(
        sum("jitsi_operator_shards{", ""),
        sum("jitsi_operator_reconciliations_total{", "result=\"success\""));
  }

  private long sum(String name, String label) {
    return (long)
        text.lines()
            .filter(line -> line.startsWith(name) && line.contains(label))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
            .sum();
  }
}
