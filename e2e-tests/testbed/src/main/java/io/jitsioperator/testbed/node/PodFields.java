package io.jitsioperator.testbed.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceFieldSelector;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The downward API: what a pod may learn of itself.
 *
 * @param pod the pod
 * @param podIp its address
 * @param hostIp its node's internal address
 * @param allocatable what its node has, which stands in for limits that are not set
 */
record PodFields(Pod pod, String podIp, String hostIp, Map<String, Quantity> allocatable) {

  /** The value of a {@code fieldRef}. */
  String field(String path) throws Blocked {
    Map<String, String> labels = orEmpty(pod.getMetadata().getLabels());
    Map<String, String> annotations = orEmpty(pod.getMetadata().getAnnotations());
    if (path.startsWith("metadata.labels['")) {
      return labels.getOrDefault(subscript(path), "");
    }
    if (path.startsWith("metadata.annotations['")) {
      return annotations.getOrDefault(subscript(path), "");
    }
    return switch (path) {
      case "metadata.name" -> pod.getMetadata().getName();
      case "metadata.namespace" -> pod.getMetadata().getNamespace();
      case "metadata.uid" -> pod.getMetadata().getUid();
      case "metadata.labels" -> lines(labels);
      case "metadata.annotations" -> lines(annotations);
      case "spec.nodeName" -> pod.getSpec().getNodeName();
      case "spec.serviceAccountName" ->
          Objects.requireNonNullElse(pod.getSpec().getServiceAccountName(), "default");
      case "status.podIP", "status.podIPs" -> podIp;
      case "status.hostIP", "status.hostIPs" -> hostIp;
      default -> throw Blocked.config("no such field of a pod: " + path);
    };
  }

  /**
   * The value of a {@code resourceFieldRef}, rounded up to whole divisors as a kubelet does.
   *
   * @param container whose resources are meant if the selector names none
   */
  String resource(ResourceFieldSelector selector, Container container) throws Blocked {
    Container of = named(selector.getContainerName(), container);
    String resource = selector.getResource();
    int dot = resource.indexOf('.');
    String kind = resource.substring(dot + 1);
    Quantity value = quantity(of, resource.substring(0, dot), kind);
    @Nullable Quantity divisor = selector.getDivisor();
    BigDecimal unit = divisor == null ? BigDecimal.ZERO : divisor.getNumericalAmount();
    BigDecimal by = unit.signum() == 0 ? BigDecimal.ONE : unit;
    return value.getNumericalAmount().divide(by, 0, RoundingMode.CEILING).toPlainString();
  }

  private Quantity quantity(Container of, String bound, String kind) throws Blocked {
    if (of.getResources() != null) {
      Map<String, Quantity> limits = orEmpty(of.getResources().getLimits());
      Map<String, Quantity> requests = orEmpty(of.getResources().getRequests());
      @Nullable Quantity set = bound.equals("limits") ? limits.get(kind) : requests.get(kind);
      if (set != null) {
        return set;
      }
    }
    @Nullable Quantity whole = bound.equals("requests") ? new Quantity("0") : allocatable.get(kind);
    if (whole == null) {
      throw Blocked.config("no such resource: " + bound + "." + kind);
    }
    return whole;
  }

  private Container named(@Nullable String name, Container fallback) throws Blocked {
    if (name == null || name.isEmpty()) {
      return fallback;
    }
    return Stream.concat(
            pod.getSpec().getInitContainers().stream(), pod.getSpec().getContainers().stream())
        .filter(each -> each.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> Blocked.config("the pod has no container " + name));
  }

  private static String subscript(String path) {
    return path.substring(path.indexOf('\'') + 1, path.lastIndexOf('\''));
  }

  private static String lines(Map<String, String> map) {
    return map.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(each -> each.getKey() + "=\"" + escaped(each.getValue()) + "\"")
        .collect(Collectors.joining("\n"));
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private static <V> Map<String, V> orEmpty(@Nullable Map<String, V> map) {
    return map == null ? Map.of() : map;
  }
}
