package io.jitsioperator.testbed.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusRenderingTest {

  /**
   * Init containers / containers: w waiting, r running, R ready, c crashed and waiting, 0 1 ended.
   */
  @ParameterizedTest(name = "{0} with {1} and {2} is {3}")
  @CsvSource(
      nullValues = "-",
      value = {
        "Always, -, w, Pending Initialized",
        "Always, r, w, Pending",
        "Always, 0, w, Pending Initialized",
        "Always, 0, r, Running Initialized",
        "Always, 0, R, Running Initialized ContainersReady Ready",
        "Always, -, R R, Running Initialized ContainersReady Ready",
        "Always, -, R r, Running Initialized",
        "Always, -, R w, Pending Initialized",
        "Always, -, R c, Running Initialized",
        "Always, -, 1, Running Initialized",
        "OnFailure, -, 0, Succeeded Initialized",
        "Never, -, 0 1, Failed Initialized",
        "Never, -, 0 R, Running Initialized",
      })
  void phaseAndConditions(String policy, String inits, String mains, String expected) {
    PodStatus status =
        new StatusRendering("127.9.1.1", "127.9.0.10", policy).of(all(inits), all(mains), false);
    String seen =
        status.getPhase()
            + status.getConditions().stream()
                .filter(each -> each.getStatus().equals("True"))
                .map(each -> " " + each.getType())
                .filter(each -> !each.equals(" PodReadyToStartContainers"))
                .collect(Collectors.joining());
    assertThat(seen).isEqualTo(expected);
  }

  private static List<ContainerStatus> all(String states) {
    return states == null
        ? List.of()
        : Arrays.stream(states.split(" ")).map(StatusRenderingTest::one).toList();
  }

  private static ContainerStatus one(String state) {
    String text =
        switch (state) {
          case "w" -> "restartCount: 0, ready: false, state: {waiting: {reason: X}}";
          case "c" -> "restartCount: 1, ready: false, state: {waiting: {reason: X}}";
          case "r" -> "restartCount: 0, ready: false, state: {running: {}}";
          case "R" -> "restartCount: 0, ready: true, state: {running: {}}";
          default ->
              "restartCount: 0, ready: false, state: {terminated: {exitCode: " + state + "}}";
        };
    return Serialization.unmarshal("---\n{name: c, " + text + "}", ContainerStatus.class);
  }
}
