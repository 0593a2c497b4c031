package io.jitsioperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
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

/** Prosody, the XMPP server of the shard, and the brewery Prosody beside it. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Prosody(
    @Default(
            "{\"requests\":{\"cpu\":\"100m\",\"memory\":\"128Mi\"},\"limits\":{\"memory\":\"512Mi\"}}")
        @ValidationRule(value = Rules.REQUESTS, message = Rules.REQUESTS_MESSAGE)
        @JsonPropertyDescription(
            "Requests and limits of the main Prosody and of the brewery Prosody, each. Default: requests cpu 100m and memory 128Mi, limit memory 512Mi."
                + PodFieldTexts.RESOURCES)
        ResourceRequirements resources,
    @Size(max = 100)
        @ValidationRule(
            value =
                ReservedVariables.RULE_START
                    + ReservedVariables.PROSODY
                    + ReservedVariables.RULE_END,
            message = ReservedVariables.MESSAGE + ReservedVariables.PROSODY)
        @JsonPropertyDescription(
            "Environment variables of the main Prosody (not of the brewery Prosody), added to those of the operator; by name yours win. A change waits until a restart ends no conference."
                + PodFieldTexts.EXTRA_ENV
                + ReservedVariables.PROSODY
                + ".")
        List<EnvVar> extraEnv,
    @JsonPropertyDescription(
            """
            A ConfigMap of your own with Prosody configuration: every key that ends in .cfg.lua is read at \
            the end of Prosody's configuration. Default: none.""")
        @Nullable ConfigMapRef customConfigMap,
    @JsonPropertyDescription(
            """
            A disk for the accounts of people, needed by authentication.type Internal and of no \
            use for the other types. The claim accounts-<shard>-prosody-0 stays when the shard is \
            deleted. Service accounts never lie on it: they are made anew at every start, so the \
            passwords of spec.credentials may change. Default: absent.""")
        @Nullable Storage storage,
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

  public Prosody {
    extraEnv = extraEnv == null ? List.of() : List.copyOf(extraEnv);
    nodeSelector = nodeSelector == null ? Map.of() : Map.copyOf(nodeSelector);
    tolerations = tolerations == null ? List.of() : List.copyOf(tolerations);
    topologySpreadConstraints =
        topologySpreadConstraints == null ? List.of() : List.copyOf(topologySpreadConstraints);
  }
}
