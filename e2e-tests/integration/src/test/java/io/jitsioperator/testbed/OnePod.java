package io.jitsioperator.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.jitsioperator.testbed.node.ContainerSpec;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ThrowingRunnable;

/** A pod {@code p} with a container {@code c} in a namespace of its own. */
record OnePod(Testbed testbed, Programs programs, Manifests manifests) {

  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: p, labels: {app: p}}
      spec:
        terminationGracePeriodSeconds: 1
        containers:
          - name: c
            image: %s
            %s
      """;

  static OnePod in(SmallTestbed.Shared shared) {
    Manifests manifests = Manifests.inNewNamespace(shared.testbed().client());
    return new OnePod(shared.testbed(), shared.programs(), manifests);
  }

  /** Creates the pod; more is YAML of the container, and with less indentation of the pod. */
  void create(String image, String more) {
    manifests.apply(POD.formatted(image, more));
  }

  void createAndAwaitRunning(String image, String more) {
    create(image, more);
    eventually(() -> assertThat(running()).as(this::evidence).isTrue());
  }

  void eventually(ThrowingRunnable assertion) {
    patience().untilAsserted(assertion);
  }

  void awaitWaiting(String reason, String message) {
    eventually(
        () -> {
          ContainerState state = state();
          assertThat(state.getWaiting()).as("waiting in %s", state).isNotNull();
          assertThat(state.getWaiting().getReason()).isEqualTo(reason);
          assertThat(state.getWaiting().getMessage()).contains(message);
        });
  }

  private static ConditionFactory patience() {
    return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(100));
  }

  /** What the last start of the container got. */
  ContainerSpec spec() {
    return Objects.requireNonNull(programs.starts.get(namespace() + "/p"));
  }

  PodResource pod() {
    return testbed.client().pods().inNamespace(namespace()).withName("p");
  }

  Optional<ContainerStatus> container() {
    return pod().get().getStatus().getContainerStatuses().stream().findFirst();
  }

  int restarts() {
    return container().map(ContainerStatus::getRestartCount).orElse(0);
  }

  int lastExit() {
    return container().orElseThrow().getLastState().getTerminated().getExitCode();
  }

  boolean running() {
    return state().getRunning() != null;
  }

  String namespace() {
    return manifests.namespace();
  }

  String evidence() {
    return testbed.evidence(namespace());
  }

  private ContainerState state() {
    return container().map(ContainerStatus::getState).orElseGet(ContainerState::new);
  }
}
