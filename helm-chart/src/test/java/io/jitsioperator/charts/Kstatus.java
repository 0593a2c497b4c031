package io.jitsioperator.charts;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Flux and kpt would say of a custom resource, by the rules that kstatus documents for kinds
 * it does not know (kubernetes-sigs/cli-utils pkg/kstatus/README.md): the generation, then the
 * conditions Reconciling and Stalled, then Ready.
 */
enum Kstatus {
  CURRENT,
  IN_PROGRESS,
  FAILED,
  TERMINATING;

  static Kstatus of(Map<?, ?> resource) {
    Map<?, ?> metadata = (Map<?, ?>) resource.get("metadata");
    if (metadata.containsKey("deletionTimestamp")) {
      return TERMINATING;
    }
    Map<?, ?> status = resource.get("status") instanceof Map<?, ?> map ? map : Map.of();
    Object observed = status.get("observedGeneration");
    if (observed != null && !observed.equals(metadata.get("generation"))) {
      return IN_PROGRESS;
    }
    if (condition(status, "Reconciling").equals(Optional.of("True"))) {
      return IN_PROGRESS;
    }
    if (condition(status, "Stalled").equals(Optional.of("True"))) {
      return FAILED;
    }
    return condition(status, "Ready").filter(is -> !is.equals("True")).isPresent()
        ? IN_PROGRESS
        : CURRENT;
  }

  private static Optional<String> condition(Map<?, ?> status, String type) {
    List<?> conditions = status.get("conditions") instanceof List<?> list ? list : List.of();
    return conditions.stream()
        .map(Map.class::cast)
        .filter(each -> type.equals(each.get("type")))
        .map(each -> String.valueOf(each.get("status")))
        .findFirst();
  }
}
