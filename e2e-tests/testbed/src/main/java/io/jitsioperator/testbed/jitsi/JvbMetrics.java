package io.jitsioperator.testbed.jitsi;

import java.util.Map;
import java.util.TreeMap;

/** {@code GET /metrics} of a bridge: those that say how busy it is, in OpenMetrics format. */
final class JvbMetrics {

  /** Metric, without its prefix, to the statistic that it shows. */
  private static final Map<String, String> GAUGES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("conferences", "conferences"),
              Map.entry("conferences_p2p", "p2p_conferences"),
              Map.entry("conferences_with_relay", "octo_conferences"),
              Map.entry("current_endpoints", "endpoints"),
              Map.entry("drain_mode", "drain"),
              Map.entry("endpoints_relayed", "octo_endpoints"),
              Map.entry("graceful_shutdown", "graceful_shutdown"),
              Map.entry("healthy", "healthy"),
              Map.entry("largest_conference", "largest_conference"),
              Map.entry("local_endpoints", "local_endpoints"),
              Map.entry("muc_clients_configured", "muc_clients_configured"),
              Map.entry("muc_clients_connected", "muc_clients_connected"),
              // The name is the real one; what it counts is what is configured.
              Map.entry("mucs_connected", "mucs_configured"),
              Map.entry("mucs_joined", "mucs_joined"),
              Map.entry("shutting_down", "shutting_down"),
              Map.entry("stress", "stress_level")));

  private JvbMetrics() {}

  /** The page. */
  static String text(JvbStats stats) {
    StringBuilder page = new StringBuilder();
    GAUGES.forEach(
        (metric, stat) -> {
          page.append("# TYPE jitsi_jvb_").append(metric).append(" gauge\n");
          page.append("jitsi_jvb_").append(metric).append(' ');
          page.append(number(stats.values().getOrDefault(stat, 0))).append('\n');
        });
    return page.append("# EOF\n").toString();
  }

  private static double number(Object stat) {
    return switch (stat) {
      case Boolean yes -> yes ? 1 : 0;
      case Number number -> number.doubleValue();
      default -> throw new IllegalArgumentException("no number: " + stat);
    };
  }
}
