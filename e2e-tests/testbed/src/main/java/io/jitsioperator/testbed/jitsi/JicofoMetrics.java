package io.jitsioperator.testbed.jitsi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code GET /metrics}: the few that say how busy Jicofo is, in OpenMetrics format. */
final class JicofoMetrics {

  static final String TYPE = "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private JicofoMetrics() {}

  /** The page; its values are those of {@code /stats}. */
  static String text(JicofoReport report) {
    ObjectNode stats = report.stats();
    var selector = stats.path("bridge_selector");
    Map<String, Integer> gauges = new LinkedHashMap<>();
    gauges.put("conferences", stats.path("conferences").asInt());
    gauges.put("participants_current", stats.path("participants").asInt());
    gauges.put("largest_conference", stats.path("largest_conference").asInt());
    gauges.put("bridge_selector_bridge_count", selector.path("bridge_count").asInt());
    gauges.put(
        "bridge_selector_bridge_count_operational",
        selector.path("operational_bridge_count").asInt());
    gauges.put(
        "bridge_selector_bridge_count_in_shutdown",
        selector.path("in_shutdown_bridge_count").asInt());
    gauges.put(
        "bridge_selector_bridge_version_count", selector.path("bridge_version_count").asInt());
    StringBuilder page = new StringBuilder();
    gauges.forEach((name, value) -> gauge(page, name, value));
    endpoints(page, report.jicofo());
    page.append("# TYPE jitsi_jicofo_bridge_selector_lost_bridges counter\n");
    page.append("jitsi_jicofo_bridge_selector_lost_bridges_total ");
    page.append(selector.path("lost_bridges").asDouble()).append('\n');
    return page.append("# EOF\n").toString();
  }

  private static void endpoints(StringBuilder page, Jicofo jicofo) {
    page.append("# TYPE jitsi_jicofo_bridge_endpoints gauge\n");
    for (String jid : jicofo.brewery().bridges().keySet()) {
      page.append("jitsi_jicofo_bridge_endpoints{jvb=\"")
          .append(jid.substring(jid.indexOf('/') + 1))
          .append("\"} ")
          .append((double) jicofo.conferences().endpoints(jid))
          .append('\n');
    }
  }

  private static void gauge(StringBuilder page, String name, double value) {
    page.append("# TYPE jitsi_jicofo_").append(name).append(" gauge\n");
    page.append("jitsi_jicofo_").append(name).append(' ').append(value).append('\n');
  }
}
