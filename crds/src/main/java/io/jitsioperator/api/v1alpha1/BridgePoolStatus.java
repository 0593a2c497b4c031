package io.jitsioperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.model.annotation.LabelSelector;
import io.fabric8.kubernetes.model.annotation.StatusReplicas;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the operator answers. Nothing here is needed to plan: it may be deleted and comes back. */
@JsonClassDescription(
    "What the operator answers: what is true of the pool now. Nothing is lost if it is deleted.")
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record BridgePoolStatus(
    @Min(0)
        @JsonPropertyDescription(
            "metadata.generation of the spec that this status speaks of. If it is smaller than"
                + " metadata.generation, the operator has not seen your last change yet.")
        @Nullable Long observedGeneration,
    @Size(max = 32)
        @JsonPropertyDescription(
            """
            What is true of the pool. Ready: as many bridges serve as you asked for. ShardsAttached: \
            the shard lets this pool in and the password of its bridges is here. Draining: bridges \
            wait for their calls to end. MediaAddressed: participants can reach the bridges. With \
            autoscaling also ScalingActive: the size follows the load; and ScalingLimited: the pool \
            cannot have the size that its load asks for.""")
        List<Condition> conditions,
    @Size(max = 1) @JsonPropertyDescription("The shards that spec.shards names, as they stand now.")
        List<AttachedShard> shards,
    @Min(0)
        @JsonPropertyDescription(
            "Bridges that shall serve: spec.replicas, or what autoscaling has found.")
        @Nullable Integer desired,
    @Min(0)
        @JsonPropertyDescription(
            "With autoscaling.mode Recommend: how many bridges the operator would let serve.")
        @Nullable Integer recommended,
    @StatusReplicas
        @Min(0)
        @JsonPropertyDescription("Bridges that serve or start, without those that leave.")
        @Nullable Integer replicas,
    @Min(0) @JsonPropertyDescription("Bridges that serve: in the brewery of the shard, and fresh.")
        @Nullable Integer readyReplicas,
    @Min(0) @JsonPropertyDescription("Bridges that leave and wait for their calls to end.")
        @Nullable Integer drainingReplicas,
    @LabelSelector
        @JsonPropertyDescription(
            "Selects the pods that replicas counts, for kubectl scale and HPAs.")
        @Nullable String selector,
    @Min(0)
        @JsonPropertyDescription(
            "Participants on all bridges, as the bridges say. Absent while a bridge that serves does"
                + " not say: unknown is not 0.")
        @Nullable Integer participants,
    @JsonPropertyDescription(
            "Stress of the bridges that serve; 1 = at its limit. Absent while none says.")
        @Nullable Stress stress,
    @JsonPropertyDescription("With autoscaling: what the size follows from, by the last look.")
        @Nullable Sizing sizing,
    @Size(max = 10)
        @JsonPropertyDescription(
            "With autoscaling: the last ten changes of the size, the newest last, with what they"
                + " followed from.")
        List<Decision> decisions,
    @Size(max = 10)
        @JsonPropertyDescription(
            """
            Images of the bridges that serve. With a new release of the shard, Prosody and Jicofo \
            wait for its image to be here, and the bridges of the old one wait for them.""")
        List<String> images,
    @Size(max = 100) @JsonPropertyDescription("The bridges, at most 100 of them.")
        List<Bridge> bridges) {

  public BridgePoolStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
    shards = shards == null ? List.of() : List.copyOf(shards);
    images = images == null ? List.of() : List.copyOf(images);
    bridges = bridges == null ? List.of() : List.copyOf(bridges);
    decisions = decisions == null ? List.of() : List.copyOf(decisions);
  }

  /** One shard of the pool. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record AttachedShard(
      @JsonPropertyDescription("Name of the JitsiShard.") String name,
      @JsonPropertyDescription("Namespace of the JitsiShard.") String namespace,
      @Pattern("^(Attached|Waiting|Denied|Absent|Unknown)$")
          @JsonPropertyDescription(
              """
              Attached: it lets this pool in, and the copy of the password is here. Waiting: it \
              lets this pool in, the copy is not here yet. Denied: it does not let this namespace \
              in. Absent: it does not exist. Unknown: it cannot be told; what was attached stays.""")
          String state) {}

  /** Stress over bridges, rounded to hundredths. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Stress(
      @Min(0) @JsonPropertyDescription("Mean of the bridges that serve.") double mean,
      @Min(0) @JsonPropertyDescription("Of the one under the highest stress.") double max) {}

  /** What the size follows from. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Sizing(
      @Min(0)
          @JsonPropertyDescription(
              "Sum of the stress of the bridges: so many bridges would be full.")
          double load,
      @Min(0) @JsonPropertyDescription("That, as it is expected to be when a new bridge serves.")
          double expectedLoad,
      @Min(0)
          @JsonPropertyDescription(
              "From the birth of a pod until its bridge serves, in seconds: nine of the last ten were"
                  + " faster. 60 until it was measured.")
          long leadTimeSeconds,
      @Min(0)
          @JsonPropertyDescription(
              "Stress that one participant causes, learned from this pool. 0.01 until then.")
          double stressPerParticipant) {}

  /** One change of the size. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Decision(
      @JsonPropertyDescription("When that was decided.") String time,
      @Min(0) @JsonPropertyDescription("Bridges that should serve until then.") int from,
      @Min(0) @JsonPropertyDescription("Bridges that should serve from then on.") int to,
      @JsonPropertyDescription(
              "Load, Rising, Overloaded, Schedule, Minimum, Maximum or LessLoad: see"
                  + " docs/scaling.md.")
          String reason,
      @JsonPropertyDescription("From which numbers it followed.") String message) {}

  /** One bridge. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Bridge(
      @JsonPropertyDescription("Name of its pod.") String name,
      @Pattern("^(Starting|Active|Missing|Unknown|Draining|ShuttingDown|Finished)$")
          @JsonPropertyDescription(
              """
              Starting: it does not serve yet. Active: it serves. Missing: its pod is ready, but it \
              is not, or no longer, seen at work in the brewery. Unknown: the brewery itself is not \
              seen. Draining: it waits for its calls to end. ShuttingDown: it ends when it is \
              empty, which cannot be taken back. Finished: it has ended.""")
          String phase,
      @Size(max = 40) @JsonPropertyDescription("Since when it has been in that phase.")
          @Nullable String since,
      @JsonPropertyDescription("Node on which it runs.") @Nullable String node,
      @JsonPropertyDescription(
              "Addresses and port that it tells participants. Absent while it is not known, and with"
                  + " advertise: Stun, where only the bridge knows.")
          @Nullable String address,
      @Min(0) @JsonPropertyDescription("Participants on it. Absent while it does not say.")
          @Nullable Integer participants,
      @JsonPropertyDescription("Why it leaves.") @Nullable String reason,
      @JsonPropertyDescription("Since when it leaves, or until when it waits.")
          @Nullable String message) {}

  /** The condition of that type, if the status has one. */
  public Optional<Condition> condition(String type) {
    return conditions.stream().filter(c -> type.equals(c.getType())).findFirst();
  }

  /** One that says nothing but this. */
  public static BridgePoolStatus of(
      @Nullable Long observedGeneration, List<Condition> conditions, List<AttachedShard> shards) {
    return new BridgePoolStatus(
        observedGeneration,
        conditions,
        shards,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(),
        List.of(),
        List.of());
  }
}
