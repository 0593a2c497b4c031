package io.jitsioperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.model.annotation.SpecReplicas;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a user asks of a pool. Only what has an effect in this version. */
@JsonClassDescription("What you ask of the pool.")
@JsonIgnoreProperties(ignoreUnknown = true)
public record BridgePoolSpec(
    @Required
        @Size(min = 1, max = 1)
        @JsonPropertyDescription(
            """
            The shard that this pool serves: exactly one in this version. Required. While it does \
            not exist, or does not let this namespace in, a condition says so and the pool attaches \
            by itself later.""")
        List<ShardReference> shards,
    @Size(min = 1, max = 63)
        @ValidationRule(value = Rules.REGION, message = Rules.REGION_MESSAGE)
        @JsonPropertyDescription(
            """
            Region that the bridges tell Jicofo, which prefers bridges in the region of a \
            participant. Default: the region of the shard. A change replaces the bridges one after \
            the other, without ending a call.""")
        @Nullable String region,
    @SpecReplicas
        @Default("1")
        @Min(0)
        @Max(1000)
        @JsonPropertyDescription(
            """
            How many bridges serve, 0 to 1000; kubectl scale changes it too. A bridge that is too \
            many takes no new conferences and leaves when nobody is on it any more (see drain). \
            With 0, conferences of the shard have no sound and no picture. With autoscaling it is \
            ignored, unless autoscaling.mode is Recommend. Default: 1.""")
        int replicas,
    @JsonPropertyDescription(
            """
            Lets the operator find the size by the load of the bridges, between minReplicas and \
            maxReplicas. Default: absent, which means that replicas holds; a HorizontalPodAutoscaler \
            or KEDA may then set that, and bridges leave as gently.""")
        @Nullable Autoscaling autoscaling,
    @Default("{}") @JsonPropertyDescription("How sound and picture reach the bridges.") Media media,
    @Default("{}")
        @JsonPropertyDescription("How a bridge leaves: how long it waits for its calls to end.")
        Drain drain,
    @Default("{}")
        @JsonPropertyDescription("How bridges are replaced when release or settings change.")
        PoolUpdates updates,
    @Default("CpuUsage")
        @Pattern("^(CpuUsage|PacketRate)$")
        @JsonPropertyDescription(
            """
            From what a bridge computes its stress, by which Jicofo chooses: CpuUsage (the default), \
            relative to the CPU limit, or to the whole node without one; or PacketRate, 50000 \
            packets a second being full.""")
        String loadMeasurement,
    @Default(
            "{\"requests\":{\"cpu\":\"1\",\"memory\":\"2Gi\"},\"limits\":{\"cpu\":\"1\",\"memory\":\"2Gi\"}}")
        @ValidationRule(value = Rules.REQUESTS, message = Rules.REQUESTS_MESSAGE)
        @JsonPropertyDescription(
            "Requests and limits of a bridge. Its Java heap follows the memory limit. Default: cpu 1 and memory 2Gi, both as request and limit: a node that runs out of memory ends pods that use more than they requested, and their calls."
                + PodFieldTexts.RESOURCES)
        ResourceRequirements resources,
    @Size(max = 100)
        @ValidationRule(
            value =
                ReservedVariables.RULE_START + ReservedVariables.JVB + ReservedVariables.RULE_END,
            message = ReservedVariables.MESSAGE + ReservedVariables.JVB)
        @JsonPropertyDescription(
            "Environment variables of the jvb image, added to those of the operator; by name yours win. A change replaces the bridges one after the other."
                + PodFieldTexts.EXTRA_ENV
                + ReservedVariables.JVB
                + ".")
        List<EnvVar> extraEnv,
    @JsonPropertyDescription(
            """
            A ConfigMap of your own whose key custom-jvb.conf (HOCON) is read after the \
            configuration of the operator, so that it wins. Default: none.""")
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
        @Nullable String priorityClassName,
    @Default("{}")
        @JsonPropertyDescription(
            """
            Whether a NetworkPolicy keeps everybody but the operator away from the REST API of the \
            bridges, which asks for no password. Default: enabled.""")
        NetworkPolicyToggle networkPolicy,
    @Default("false")
        @JsonPropertyDescription(
            """
            While true, the operator neither adds nor drains bridges, and attaches the pool to no \
            shard: the copy of the password is neither made nor changed. A copy whose grant is gone \
            is removed all the same, or pausing would keep a password that was taken back. \
            Default: false.""")
        boolean paused)
    implements PodFields {

  public BridgePoolSpec {
    shards = List.copyOf(shards);
    extraEnv = extraEnv == null ? List.of() : List.copyOf(extraEnv);
    nodeSelector = nodeSelector == null ? Map.of() : Map.copyOf(nodeSelector);
    tolerations = tolerations == null ? List.of() : List.copyOf(tolerations);
    topologySpreadConstraints =
        topologySpreadConstraints == null ? List.of() : List.copyOf(topologySpreadConstraints);
  }

  /** The operator sets the size by the load. */
  public boolean sizesItself() {
    return autoscaling != null && !autoscaling.recommends();
  }
}
