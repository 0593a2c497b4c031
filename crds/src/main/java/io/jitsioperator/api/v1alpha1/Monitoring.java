package io.jitsioperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.LabelSelector;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who may read the metrics of Jicofo and Prosody, and how a Prometheus is told of them. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Monitoring(
    @Required
        @Size(min = 1, max = 16)
        @JsonPropertyDescription(
            """
            The pods that may scrape: NetworkPolicies let them in to the ports of Jicofo (8888) and \
            Prosody (5280). These ports serve more than metrics and ask for no password: name your \
            Prometheus and nothing else. At least one. Required.""")
        List<Scraper> scrapers,
    @Default("30s")
        @Size(min = 2, max = 5)
        @Pattern("^[1-9][0-9]{0,3}[sm]$")
        @JsonPropertyDescription(
            """
            Time between two scrapes. One number and a unit: s (seconds) or m (minutes), 1 to 9999. \
            Jicofo counts some of its metrics anew every 30 s only. Default: 30s.""")
        String interval,
    @Size(max = 32)
        @JsonPropertyDescription(
            """
            Labels that the PodMonitor gets, by which your Prometheus finds it (podMonitorSelector), \
            such as release: prometheus. The operator's own labels stay. Default: none.""")
        Map<String, String> labels) {

  public Monitoring {
    scrapers = scrapers == null ? List.of() : List.copyOf(scrapers);
    labels = labels == null ? Map.of() : Map.copyOf(labels);
  }

  static final String SCRAPER = "has(self.podSelector) || has(self.namespaceSelector)";

  static final String SCRAPER_MESSAGE =
      "a scraper needs podSelector, namespaceSelector or both: say which pods may read the metrics.";

  /** Pods that may scrape; as a peer of a NetworkPolicy. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @ValidationRule(value = SCRAPER, message = SCRAPER_MESSAGE)
  public record Scraper(
      @ValidationRule(value = Rules.EXPRESSIONS, message = Rules.EXPRESSIONS_MESSAGE)
          @JsonPropertyDescription(
              """
              Labels of the namespaces of these pods; {} matches every namespace. One namespace by \
              its name: matchLabels with kubernetes.io/metadata.name. Default: the namespace of this \
              shard.""")
          @Nullable LabelSelector namespaceSelector,
      @ValidationRule(value = Rules.EXPRESSIONS, message = Rules.EXPRESSIONS_MESSAGE)
          @JsonPropertyDescription(
              """
              Labels of these pods, such as matchLabels with app.kubernetes.io/name: prometheus. \
              Default: every pod of the namespaces that namespaceSelector names.""")
          @Nullable LabelSelector podSelector) {}
}
