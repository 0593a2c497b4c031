package io.jitsioperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The web front end: nginx with the Jitsi Meet application. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Web(
    @Default("2") @JsonPropertyDescription("Pods.") int replicas,
    @Default("{}") @JsonPropertyDescription("The Service.") WebService service,
    @JsonPropertyDescription("An Ingress.") @Nullable Ingress ingress,
    @Default(
            "{\"requests\":{\"cpu\":\"50m\",\"memory\":\"64Mi\"},\"limits\":{\"memory\":\"256Mi\"}}")
        @JsonPropertyDescription("Requests and limits.")
        ResourceRequirements resources,
    @JsonPropertyDescription("Variables.") List<EnvVar> extraEnv,
    @JsonPropertyDescription("Own configuration.") @Nullable ConfigMapRef customConfigMap,
    @JsonPropertyDescription("Node labels.") Map<String, String> nodeSelector,
    @JsonPropertyDescription("Tolerations.") List<Toleration> tolerations,
    @JsonPropertyDescription("Affinity.") @Nullable Affinity affinity,
    @JsonPropertyDescription("Spread.") List<TopologySpreadConstraint> topologySpreadConstraints,
    @JsonPropertyDescription("Priority class.") @Nullable String priorityClassName)
    implements PodFields {

  public Web {
    extraEnv = extraEnv == null ? List.of() : List.copyOf(extraEnv);
    nodeSelector = nodeSelector == null ? Map.of() : Map.copyOf(nodeSelector);
    tolerations = tolerations == null ? List.of() : List.copyOf(tolerations);
    topologySpreadConstraints =
        topologySpreadConstraints == null ? List.of() : List.copyOf(topologySpreadConstraints);
  }

  /** The Service in front of web. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record WebService(
      @Default("ClusterIP") @JsonPropertyDescription("ClusterIP, NodePort or LoadBalancer.")
          String type,
      @JsonPropertyDescription("Annotations.") Map<String, String> annotations) {
    public WebService {
      annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
    }
  }

  /** An Ingress for the shard's domain. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Ingress(
      @JsonPropertyDescription("IngressClass.") @Nullable String className,
      @JsonPropertyDescription("Annotations.") Map<String, String> annotations,
      @JsonPropertyDescription("TLS.") @Nullable Tls tls) {
    public Ingress {
      annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
    }
  }

  /** The certificate of an Ingress. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Tls(
      @JsonPropertyDescription("Secret with tls.crt and tls.key.") String secretName) {}
}
