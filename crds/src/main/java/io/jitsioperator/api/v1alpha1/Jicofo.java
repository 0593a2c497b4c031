package io.jitsioperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
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
    @Default("{}")
        @JsonPropertyDescription(
            "How Jicofo chooses the videobridge for a participant. The bridges come from the"
                + " BridgePools that serve this shard.")
        BridgeSelection bridgeSelection,
    @Default(
            "{\"requests\":{\"cpu\":\"100m\",\"memory\":\"512Mi\"},\"limits\":{\"memory\":\"1Gi\"}}")
        @ValidationRule(value = Rules.REQUESTS, message = Rules.REQUESTS_MESSAGE)
        @JsonPropertyDescription(
            "Requests and limits of Jicofo. Its Java heap follows the memory limit. Default: requests cpu 100m and memory 512Mi, limit memory 1Gi."
                + PodFieldTexts.RESOURCES)
        ResourceRequirements resources,
    @Size(max = 100)
        @ValidationRule(
            value =
                ReservedVariables.RULE_START
                    + ReservedVariables.JICOFO
                    + ReservedVariables.RULE_END,
            message = ReservedVariables.MESSAGE + ReservedVariables.JICOFO)
        @JsonPropertyDescription(
            "Environment variables of the Jicofo image, added to those of the operator; by name yours win. A change waits until a restart ends no conference."
                + PodFieldTexts.EXTRA_ENV
                + ReservedVariables.JICOFO
                + ".")
        List<EnvVar> extraEnv,
    @JsonPropertyDescription(
            """
            A ConfigMap of your own whose key custom-jicofo.conf (HOCON) is read after the rendered \
            configuration, so that it wins. Default: none.""")
        @Nullable ConfigMapRef customConfigMap,
    @Size(max = 32) @JsonPropertyDescription(PodFieldTexts.NODE_SELECTOR)
        Map<String, String> nodeSelector,
    @Size(max = 32) @JsonPropertyDescription(PodFieldTexts.TOLERATIONS)
        List<Toleration> tolerations,
    @JsonPropertyDescription(PodFieldTexts.AFFINITY) @Nullable Affinity affinity,
    @Size(max = 16) @JsonPropertyDescription(PodFieldTexts.SPREAD)
        List<TopologySpreadConstraint> topologySpreadConstraints,
    @Size(min = 1, max = 253)
        @Pattern(Rules.OBJECT_NAME)
        @JsonPropertyDescription(PodFieldTexts.PRIORITY)
        @Nullable String priorityClassName)
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
      @Default("0.8")
          @Min(0.1)
          @Max(1)
          @JsonPropertyDescription(
              """
              Stress from which a bridge counts as full and gets new participants only when no \
              other bridge has room: 0.1 to 1, where 1 is the load that a bridge reports at its \
              limit. Default: 0.8. Lower values spread people over more bridges.""")
          double stressThreshold,
      @Default("80")
          @Min(-1)
          @Max(10_000)
          @ValidationRule(value = "self != 0", message = Rules.PARTICIPANTS_MESSAGE)
          @JsonPropertyDescription(
              """
              Most participants of one conference on one bridge; further ones of that conference \
              go to another bridge. 1 to 10000, or -1 for no limit. Default: 80.""")
          int maxBridgeParticipants,
      @Default("false")
          @JsonPropertyDescription(
              """
              Whether Jicofo moves participants off an overloaded bridge in the middle of a call. \
              Each move interrupts that participant's sound and picture for a moment. \
              Default: false.""")
          boolean loadRedistribution) {}
}
