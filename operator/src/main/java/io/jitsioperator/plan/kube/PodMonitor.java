package io.jitsioperator.plan.kube;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.List;

/**
 * The kind by which the Prometheus Operator learns what to scrape; of its fields those that are
 * used here (prometheus-operator/prometheus-operator pkg/apis/monitoring/v1/podmonitor_types.go).
 */
@Group("monitoring.coreos.com")
@Version("v1")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public final class PodMonitor extends CustomResource<PodMonitor.Spec, Void> implements Namespaced {

  private static final long serialVersionUID = 1;

  /**
   * What to scrape.
   *
   * @param selector of the pods, in the namespace of the PodMonitor
   * @param podTargetLabels labels of the pods that every metric gets
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Spec(
      LabelSelector selector, List<String> podTargetLabels, List<Endpoint> podMetricsEndpoints) {

    public Spec {
      podTargetLabels = podTargetLabels == null ? List.of() : List.copyOf(podTargetLabels);
      podMetricsEndpoints =
          podMetricsEndpoints == null ? List.of() : List.copyOf(podMetricsEndpoints);
    }
  }

  /**
   * Where.
   *
   * @param port name of a port of the pod's containers
   * @param path of the page
   * @param interval between two scrapes, such as 30s
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Endpoint(String port, String path, String interval) {}
}
