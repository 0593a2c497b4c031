package io.jitsioperator.testbed.network;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Label selectors as Kubernetes defines them; an empty selector selects everything. */
final class Selectors {

  private Selectors() {}

  static boolean selects(LabelSelector selector, Map<String, String> labels) {
    @Nullable Map<String, String> equal = selector.getMatchLabels();
    return (equal == null || labels.entrySet().containsAll(equal.entrySet()))
        && selector.getMatchExpressions().stream().allMatch(each -> fits(each, labels));
  }

  private static boolean fits(LabelSelectorRequirement rule, Map<String, String> labels) {
    @Nullable String value = labels.get(rule.getKey());
    return switch (Objects.requireNonNull(rule.getOperator())) {
      case "In" -> value != null && rule.getValues().contains(value);
      case "NotIn" -> value == null || !rule.getValues().contains(value);
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      default -> throw new IllegalArgumentException("no such operator: " + rule.getOperator());
    };
  }
}
