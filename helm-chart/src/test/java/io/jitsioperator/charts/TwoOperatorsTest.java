package io.jitsioperator.charts;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two operators in one cluster, as docs/installation.md tells. */
class TwoOperatorsTest {

  private static final Chart CHART = Chart.OPERATOR.withHooks();

  @Test
  void theyShareNoObject() {
    List<String> first = names(CHART.renderAs("jitsi-operator", "ops", "watchNamespaces: [a]"));
    List<String> second =
        names(
            CHART.renderAs(
                "jitsi-operator",
                "more-ops",
                "{watchNamespaces: [b], crds: {install: false}, fullnameOverride: second}"));
    assertThat(first).hasSizeGreaterThan(10).anyMatch(each -> each.startsWith("ClusterRole "));
    assertThat(second).hasSizeGreaterThan(8).doesNotContainAnyElementsOf(first);
  }

  @Test
  void whoMayScrapeItIsForYouToSay() {
    String prometheus = "{podSelector: {matchLabels: {app: prometheus}}}";
    String values = "networkPolicy: {metricsFrom: [%s]}".formatted(prometheus);
    var rules = Chart.OPERATOR.render(values).one(NetworkPolicy.class).getSpec().getIngress();
    assertThat(rules).hasSize(1);
    assertThat(rules.getFirst().getFrom())
        .singleElement()
        .satisfies(
            from ->
                assertThat(from.getPodSelector().getMatchLabels())
                    .containsEntry("app", "prometheus"));
  }

  private static List<String> names(Rendered rendered) {
    return rendered.objects().stream().map(TwoOperatorsTest::name).toList();
  }

  private static String name(HasMetadata object) {
    String namespace = Optional.ofNullable(object.getMetadata().getNamespace()).orElse("");
    return object.getKind() + " " + namespace + "/" + object.getMetadata().getName();
  }
}
