package io.jitsioperator.charts;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every value does something, and what is no value is refused. */
class ValuesTest {

  /** For each value another than its default, where such a one is not made by itself. */
  private static final Map<String, String> OTHERS =
      Map.ofEntries(
          Map.entry("image.digest", "sha256:" + "0".repeat(64)),
          Map.entry("image.pullPolicy", "Always"),
          Map.entry("image.pullSecrets", "[{name: other}]"),
          Map.entry("watchNamespaces", "[other]"),
          Map.entry("logFormat", "text"),
          Map.entry("resources", "{limits: {cpu: 2}}"),
          Map.entry("networkPolicy.metricsFrom", "[{podSelector: {}}]"),
          Map.entry("tolerations", "[{operator: Exists}]"),
          Map.entry("affinity", "{nodeAffinity: {other: {}}}"),
          Map.entry("topologySpreadConstraints", "[{maxSkew: 7}]"),
          Map.entry("metrics.podMonitor.interval", "7s"),
          Map.entry("pollInterval", "7s"),
          Map.entry("resyncInterval", "7m"),
          Map.entry(
              "credentials.passwords",
              "{JICOFO_AUTH_PASSWORD: a, JVB_AUTH_PASSWORD: a, JIBRI_XMPP_PASSWORD: a,"
                  + " JIBRI_RECORDER_PASSWORD: a, JIGASI_XMPP_PASSWORD: a,"
                  + " JIGASI_TRANSCRIBER_PASSWORD: a, OPERATOR_XMPP_PASSWORD: a}"),
          Map.entry("secrets", "{other: {key: text}}"),
          Map.entry("shard.spec", "{domain: other.example.com}"));

  /** Values that do something only where another one lets them. */
  private static final Map<String, String> WHERE =
      Map.of(
          "podDisruptionBudget.enabled", "replicas: 2",
          "metrics.podMonitor.labels", "metrics: {podMonitor: {enabled: true}}",
          "metrics.podMonitor.interval", "metrics: {podMonitor: {enabled: true}}");

  @TestFactory
  Stream<DynamicTest> everyValueOfTheOperatorIsUsed() {
    Chart chart = Chart.OPERATOR.withHooks().where("monitoring.coreos.com/v1");
    return everyValueIsUsed(chart, "{}");
  }

  @TestFactory
  Stream<DynamicTest> everyValueOfTheShardIsUsed() {
    return everyValueIsUsed(Chart.JITSI, "shard: {spec: {domain: meet.example.com}}");
  }

  @TestFactory
  Stream<DynamicTest> anUnknownKeyIsRefusedAtEveryLevel() {
    return Stream.concat(
        levels(Chart.OPERATOR).map(each -> refused(Chart.OPERATOR, each)),
        levels(Chart.JITSI)
            .filter(each -> !each.equals("shard.spec.") && !each.equals("secrets."))
            .map(each -> refused(Chart.JITSI, each)));
  }

  private static DynamicTest refused(Chart chart, String level) {
    String key = level + "replicaz";
    return DynamicTest.dynamicTest(
        chart.folder().getFileName() + " " + key,
        () -> {
          Map<String, Object> values = nested("shard.spec.domain", "meet.example.com");
          if (!chart.equals(Chart.JITSI)) {
            values.clear();
          }
          String text = Serialization.asYaml(merge(values, nested(key, 3)));
          assertThat(Refusal.of(chart, text)).contains("replicaz");
        });
  }

  private static Stream<DynamicTest> everyValueIsUsed(Chart chart, String needed) {
    return leaves("", values(chart)).entrySet().stream()
        .map(
            leaf ->
                DynamicTest.dynamicTest(
                    leaf.getKey(),
                    () -> {
                      Map<String, Object> base = yaml(needed);
                      merge(base, yaml(WHERE.getOrDefault(leaf.getKey(), "{}")));
                      String before = chart.render(base).text();
                      merge(base, nested(leaf.getKey(), other(leaf.getKey(), leaf.getValue())));
                      assertThat(chart.render(base).text())
                          .as("what another %s makes", leaf.getKey())
                          .isNotEqualTo(before);
                    }));
  }

  private static Object other(String key, Object value) {
    if (OTHERS.containsKey(key)) {
      return yaml("other: " + OTHERS.get(key)).get("other");
    }
    return switch (value) {
      case Boolean is -> !is;
      case Integer number -> number + 1;
      case Map<?, ?> strings -> Map.of("other", "text");
      default -> "other";
    };
  }

  /** Values by their dotted names; an empty map or list is a leaf. */
  private static Map<String, Object> leaves(String prefix, Map<String, Object> values) {
    Map<String, Object> leaves = new TreeMap<>();
    values.forEach(
        (key, value) -> {
          if (value instanceof Map<?, ?> map
              && !map.isEmpty()
              && !OTHERS.containsKey(prefix + key)) {
            leaves.putAll(leaves(prefix + key + ".", strings(map)));
          } else {
            leaves.put(prefix + key, value);
          }
        });
    return leaves;
  }

  /** Dotted names of the maps in the values, each with a dot at its end; the root is empty. */
  private static Stream<String> levels(Chart chart) {
    return Stream.concat(
        Stream.of(""),
        leaves("", values(chart)).keySet().stream()
            .filter(each -> each.contains("."))
            .map(each -> each.substring(0, each.lastIndexOf('.') + 1))
            .distinct());
  }

  private static Map<String, Object> values(Chart chart) {
    try {
      return yaml(Files.readString(chart.folder().resolve("values.yaml")));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Map<String, Object> yaml(String text) {
    Map<?, ?> map = Serialization.unmarshal(text, Map.class);
    return new LinkedHashMap<>(strings(map));
  }

  private static Map<String, Object> nested(String key, Object value) {
    Object result = value;
    for (String part : List.of(key.split("\\.")).reversed()) {
      result = new HashMap<>(Map.of(part, result));
    }
    return strings((Map<?, ?>) result);
  }

  private static Map<String, Object> merge(Map<String, Object> into, Map<String, Object> from) {
    from.forEach(
        (key, value) -> {
          if (value instanceof Map<?, ?> map && into.get(key) instanceof Map<?, ?> there) {
            into.put(key, merge(new LinkedHashMap<>(strings(there)), strings(map)));
          } else {
            into.put(key, value);
          }
        });
    return into;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> strings(Map<?, ?> map) {
    return (Map<String, Object>) map;
  }
}
