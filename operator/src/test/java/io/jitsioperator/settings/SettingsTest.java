package io.jitsioperator.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

  @Test
  void oneVariableIsEnough() {
    var settings = Settings.parse(Map.of("POD_NAMESPACE", "jitsi-operator"), "host-1");

    assertThat(settings)
        .isEqualTo(
            new Settings(
                Set.of(),
                "cluster.local",
                "jitsi-operator",
                Map.of("app.kubernetes.io/name", "jitsi-operator"),
                "host-1",
                true,
                8080,
                Duration.ofSeconds(5),
                Duration.ofMinutes(5)));
  }

  @Test
  void everyVariableIsRead() {
    var variables =
        Map.of(
            "POD_NAMESPACE", "ops",
            "POD_NAME", "jitsi-operator-0",
            "JITSI_OPERATOR_WATCH_NAMESPACES", "meet, meet-test",
            "JITSI_OPERATOR_CLUSTER_DOMAIN", "k8s.example.com",
            "JITSI_OPERATOR_POD_LABELS", "app=jitsi,tier=control",
            "JITSI_OPERATOR_LEADER_ELECTION", "false",
            "JITSI_OPERATOR_HTTP_PORT", "0",
            "JITSI_OPERATOR_POLL_INTERVAL", "1500ms",
            "JITSI_OPERATOR_RESYNC_INTERVAL", "1h");

    assertThat(Settings.parse(variables, "host-1"))
        .isEqualTo(
            new Settings(
                Set.of("meet", "meet-test"),
                "k8s.example.com",
                "ops",
                Map.of("app", "jitsi", "tier", "control"),
                "jitsi-operator-0",
                false,
                0,
                Duration.ofMillis(1500),
                Duration.ofHours(1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          JITSI_OPERATOR_WATCH_NAMESPACES | meet,Meet_2   | expected names of namespaces separated by commas
          JITSI_OPERATOR_CLUSTER_DOMAIN   | .cluster.     | expected a DNS domain such as cluster.local
          JITSI_OPERATOR_POD_LABELS       | app           | expected key=value pairs separated by commas
          JITSI_OPERATOR_LEADER_ELECTION  | yes           | expected true or false
          JITSI_OPERATOR_HTTP_PORT        | 65536         | expected a port from 0 (any free one) to 65535
          JITSI_OPERATOR_HTTP_PORT        | http          | expected a port from 0 (any free one) to 65535
          JITSI_OPERATOR_POLL_INTERVAL    | 5             | expected a duration from 1s to 1m
          JITSI_OPERATOR_POLL_INTERVAL    | 999ms         | expected a duration from 1s to 1m
          JITSI_OPERATOR_RESYNC_INTERVAL  | 2h            | expected a duration from 10s to 1h
          JITSI_OPERATOR_LOG_FORMAT       | xml           | expected json or text
          POD_NAMESPACE                   | My Namespace  | expected the name of a namespace
          """)
  void aWrongValueIsNamedWithWhatIsExpected(String variable, String value, String expected) {
    assertThat(problems(Map.of(variable, value)))
        .singleElement()
        .asString()
        .startsWith(variable + " is \"" + value + "\": ")
        .contains(expected);
  }

  @Test
  void allProblemsAreToldAtOnce() {
    var problems =
        problems(
            Map.of(
                "POD_NAMESPACE", "",
                "JITSI_OPERATOR_HTTP_PORT", "x",
                "JITSI_OPERATOR_POLL_INTERVAL", "x"));

    assertThat(problems)
        .extracting(problem -> problem.split(" ")[0])
        .containsExactlyInAnyOrder(
            "POD_NAMESPACE", "JITSI_OPERATOR_HTTP_PORT", "JITSI_OPERATOR_POLL_INTERVAL");
  }

  @Test
  void aMisspeltVariableIsNotIgnored() {
    assertThat(problems(Map.of("JITSI_OPERATOR_WATCH_NAMESPACE", "meet")))
        .containsExactly(
            "JITSI_OPERATOR_WATCH_NAMESPACE is not a setting. Did you mean"
                + " JITSI_OPERATOR_WATCH_NAMESPACES?");
  }

  @Test
  void whatKubernetesSaysOfAServiceOfOurNameIsNoSetting() {
    var links =
        Map.of(
            "POD_NAMESPACE", "ops",
            "JITSI_OPERATOR_SERVICE_HOST", "10.0.0.1",
            "JITSI_OPERATOR_SERVICE_PORT", "8080",
            "JITSI_OPERATOR_SERVICE_PORT_METRICS", "8080",
            "JITSI_OPERATOR_PORT", "tcp://10.0.0.1:8080",
            "JITSI_OPERATOR_PORT_8080_TCP_ADDR", "10.0.0.1",
            "JITSI_OPERATOR_METRICS_SERVICE_HOST", "10.0.0.1",
            "JITSI_OPERATOR_METRICS_PORT", "tcp://10.0.0.1:8080");

    assertThat(Settings.parse(links, "host").port()).isEqualTo(8080);
  }

  private static List<String> problems(Map<String, String> wrong) {
    var variables = new HashMap<>(Map.of("POD_NAMESPACE", "ops"));
    variables.putAll(wrong);
    try {
      Settings.parse(variables, "host");
    } catch (InvalidSettings e) {
      return e.problems();
    }
    return List.of();
  }
}
