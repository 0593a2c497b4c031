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

/** Prosody, the XMPP server of the shard, and the brewery Prosody beside it. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Prosody(
    @Default(
            "{\"requests\":{\"cpu\":\"100m\",\"memory\":\"128Mi\"},\"limits\":{\"memory\":\"512Mi\"}}")
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

  public Prosody {
    extraEnv = extraEnv == null ? List.of() : List.copyOf(extraEnv);
    nodeSelector = nodeSelector == null ? Map.of() : Map.copyOf(nodeSelector);
    tolerations = tolerations == null ? List.of() : List.copyOf(tolerations);
    topologySpreadConstraints =
        topologySpreadConstraints == null ? List.of() : List.copyOf(topologySpreadConstraints);
  }
}
