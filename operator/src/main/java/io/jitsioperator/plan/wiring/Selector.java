package io.jitsioperator.plan.wiring;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Matches labels as Kubernetes does; what is malformed matches nothing. */
final class Selector {

  private Selector() {}

  /** Whether all that the selector asks for is so; an empty one asks for nothing. */
  static boolean matches(@Nullable LabelSelector selector, Map<String, String> labels) {
    return selector != null
        && orEmpty(selector.getMatchLabels()).entrySet().stream()
            .allMatch(e -> e.getValue().equals(labels.get(e.getKey())))
        && orEmpty(selector.getMatchExpressions()).stream().allMatch(e -> holds(e, labels));
  }

  private static boolean holds(LabelSelectorRequirement asked, Map<String, String> labels) {
    var value = labels.get(asked.getKey());
    var values = orEmpty(asked.getValues());
    return switch (asked.getOperator()) {
      case "In" -> value != null && values.contains(value);
      case "NotIn" -> !values.isEmpty() && (value == null || !values.contains(value));
      case "Exists" -> values.isEmpty() && value != null;
      case "DoesNotExist" -> values.isEmpty() && value == null;
      default -> false;
    };
  }

  private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
    return map == null ? Map.of() : map;
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
