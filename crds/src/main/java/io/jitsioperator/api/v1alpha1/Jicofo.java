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

/** Jicofo, the conference focus. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Jicofo(
    @Default("{}") @JsonPropertyDescription("How bridges are chosen.")
        BridgeSelection bridgeSelection,
    @Default(
            "{\"requests\":{\"cpu\":\"100m\",\"memory\":\"512Mi\"},\"limits\":{\"memory\":\"1Gi\"}}")
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

  public Jicofo {
    extraEnv = extraEnv == null ? List.of() : List.copyOf(extraEnv);
    nodeSelector = nodeSelector == null ? Map.of() : Map.copyOf(nodeSelector);
    tolerations = tolerations == null ? List.of() : List.copyOf(tolerations);
    topologySpreadConstraints =
        topologySpreadConstraints == null ? List.of() : List.copyOf(topologySpreadConstraints);
  }

  /** How Jicofo chooses a bridge for a participant. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record BridgeSelection(
      @Default("0.8") @JsonPropertyDescription("Stress from which a bridge counts as full.")
          double stressThreshold,
      @Default("80") @JsonPropertyDescription("Most participants of one conference on one bridge.")
          int maxBridgeParticipants,
      @Default("false") @JsonPropertyDescription("Move people off overloaded bridges.")
          boolean loadRedistribution) {}
}
