package io.jitsioperator.testbed;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jitsioperator.testbed.node.SimulatedNodes;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says in text what a namespace looks like. */
record Evidence(KubernetesClient client, SimulatedNodes nodes) {

  private static final int EVENTS = 40;

  String of(String namespace) {
    String pods =
        client.pods().inNamespace(namespace).list().getItems().stream()
            .map(this::pod)
            .collect(Collectors.joining());
    List<Event> events =
        client.v1().events().inNamespace(namespace).list().getItems().stream()
            .sorted(Comparator.comparing(each -> each.getMetadata().getCreationTimestamp()))
            .toList();
    String told =
        events.subList(Math.max(0, events.size() - EVENTS), events.size()).stream()
            .map(Evidence::event)
            .collect(Collectors.joining());
    return "== pods of " + namespace + "\n" + pods + "== events\n" + told;
  }

  private String pod(Pod pod) {
    String ready =
        pod.getStatus().getConditions().stream()
            .filter(each -> !each.getStatus().equals("True"))
            .map(each -> each.getType() + "=" + each.getStatus() + " " + text(each.getMessage()))
            .collect(Collectors.joining("; "));
    String head =
        "%s on %s at %s: %s %s%n"
            .formatted(
                pod.getMetadata().getName(),
                pod.getSpec().getNodeName(),
                pod.getStatus().getPodIP(),
                pod.getStatus().getPhase(),
                ready);
    String containers =
        Stream.concat(
                pod.getStatus().getInitContainerStatuses().stream(),
                pod.getStatus().getContainerStatuses().stream())
            .map(each -> container(pod, each))
            .collect(Collectors.joining());
    return head + containers;
  }

  private String container(Pod pod, ContainerStatus status) {
    String log =
        nodes
            .process(
                pod.getMetadata().getNamespace(), pod.getMetadata().getName(), status.getName())
            .map(each -> each.log().strip().indent(6))
            .orElse("");
    return "    %s: %s, restarts %d, before: %s%n%s"
        .formatted(
            status.getName(),
            state(status.getState()),
            status.getRestartCount(),
            state(status.getLastState()),
            log);
  }

  private static String state(ContainerState state) {
    if (state == null) {
      return "nothing";
    }
    if (state.getWaiting() != null) {
      return "waiting "
          + state.getWaiting().getReason()
          + " "
          + text(state.getWaiting().getMessage());
    }
    if (state.getTerminated() != null) {
      return "ended with " + state.getTerminated().getExitCode();
    }
    return state.getRunning() == null ? "nothing" : "running";
  }

  private static String event(Event event) {
    return "%s %s/%s %s: %s%n"
        .formatted(
            event.getMetadata().getCreationTimestamp(),
            event.getInvolvedObject().getKind(),
            event.getInvolvedObject().getName(),
            event.getReason(),
            event.getMessage());
  }

  private static String text(@Nullable String message) {
    return Objects.requireNonNullElse(message, "");
  }
}
