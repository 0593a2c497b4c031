package io.jitsioperator.testbed.network;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.Service;
import io.jitsioperator.testbed.view.View;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The pods behind a Service, as the endpoints controller chooses them.
 *
 * @param view where the pods are
 * @param service the Service
 */
record Endpoints(View view, Service service) {

  /** Pods that get connections now, in no order. */
  List<Pod> pods() {
    boolean notReadyToo = Boolean.TRUE.equals(service.getSpec().getPublishNotReadyAddresses());
    return selected().stream()
        .filter(each -> each.getStatus().getPodIP() != null && !over(each))
        .filter(
            each ->
                notReadyToo || (ready(each) && each.getMetadata().getDeletionTimestamp() == null))
        .toList();
  }

  /** Why there is none. */
  String whyNone(@Nullable String host) {
    String name = service.getMetadata().getNamespace() + "/" + service.getMetadata().getName();
    if (selector().isEmpty()) {
      return "Service " + name + " has no selector, hence no endpoints";
    }
    List<String> selected = selected().stream().map(each -> each.getMetadata().getName()).toList();
    if (selected.isEmpty()) {
      return "the selector " + selector() + " of Service " + name + " selects no pod";
    }
    return host == null
        ? "none of the pods " + selected + " behind Service " + name + " is ready"
        : "none of the pods " + selected + " behind Service " + name + " is " + host + " and ready";
  }

  private List<Pod> selected() {
    Map<String, String> selector = selector();
    return selector.isEmpty()
        ? List.of()
        : view.list(Pod.class, service.getMetadata().getNamespace()).stream()
            .filter(each -> labels(each).entrySet().containsAll(selector.entrySet()))
            .toList();
  }

  private Map<String, String> selector() {
    return Objects.requireNonNullElse(service.getSpec().getSelector(), Map.of());
  }

  private static Map<String, String> labels(Pod pod) {
    return Objects.requireNonNullElse(pod.getMetadata().getLabels(), Map.of());
  }

  /** Whether all containers of a pod have ended for good. */
  static boolean over(Pod pod) {
    @Nullable String phase = pod.getStatus().getPhase();
    return "Succeeded".equals(phase) || "Failed".equals(phase);
  }

  private static boolean ready(Pod pod) {
    for (PodCondition each : pod.getStatus().getConditions()) {
      if (each.getType().equals("Ready")) {
        return each.getStatus().equals("True");
      }
    }
    return false;
  }
}
