package io.jitsioperator.reconcile;

import io.jitsioperator.jitsi.WatchCounts;
import io.prometheus.client.Collector;
import io.prometheus.client.CounterMetricFamily;
import io.prometheus.client.GaugeMetricFamily;
import java.util.List;
import java.util.function.Supplier;

/** Shows what the watch over Jitsi counts itself. */
final class WatchMetrics extends Collector {

  private final Supplier<WatchCounts> counts;

  WatchMetrics(Supplier<WatchCounts> counts) {
    this.counts = counts;
  }

  @Override
  public List<MetricFamilySamples> collect() {
    var now = counts.get();
    var looks =
        new CounterMetricFamily(
            "jitsi_operator_looks",
            "Requests to Jicofos and bridges and looks at ports, by what came back.",
            List.of("outcome"));
    looks.addMetric(List.of("answered"), now.answers());
    looks.addMetric(List.of("refused"), now.refusals());
    looks.addMetric(List.of("silent"), now.silences());
    return List.of(
        looks,
        new GaugeMetricFamily("jitsi_operator_watched_shards", "Watched shards.", now.shards()),
        new GaugeMetricFamily(
            "jitsi_operator_brewery_logins", "Open logins to brewery Prosodys.", now.logins()),
        new CounterMetricFamily(
            "jitsi_operator_brewery_login_failures",
            "Failed tries to log in to a brewery Prosody.",
            now.loginFailures()),
        new CounterMetricFamily(
            "jitsi_operator_jitsi_news",
            "Times that Jitsi said something that could change a decision.",
            now.notifications()));
  }
}
