package io.jitsioperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the operator answers. Nothing here is needed to plan: it may be deleted and comes back. */
@JsonClassDescription(
    "What the operator answers: what is true of the shard now. Nothing is lost if it is deleted.")
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record JitsiShardStatus(
    @Min(0)
        @JsonPropertyDescription(
            "metadata.generation of the spec that this status speaks of. If it is smaller than"
                + " metadata.generation, the operator has not seen your last change yet.")
        @Nullable Long observedGeneration,
    @Size(max = 32)
        @JsonPropertyDescription(
            """
            What is true of the shard. Ready sums up Prosody, the brewery Prosody, Jicofo with its \
            logins, and web; the others say which part is missing and what to do. \
            BridgesAvailable is separate: a shard without a BridgePool is ready, but nobody hears \
            anybody.""")
        List<Condition> conditions,
    @JsonPropertyDescription("Where people reach the shard, such as https://meet.example.com.")
        @Nullable String url,
    @JsonPropertyDescription(
            "Release that runs. It differs from spec.release while an update waits or is under way.")
        @Nullable String release,
    @JsonPropertyDescription(
            """
            Images that run. Bridges of an old release leave when Prosody and Jicofo run the new \
            one.""")
        @Nullable Images images,
    @Min(0)
        @JsonPropertyDescription(
            "Conferences that run now, as Jicofo counts them. Absent while it is unknown; 0 means"
                + " that Jicofo said 0.")
        @Nullable Integer conferences,
    @Min(0)
        @JsonPropertyDescription(
            "Participants of all conferences now, as Jicofo counts them. Absent while it is unknown;"
                + " 0 means that Jicofo said 0.")
        @Nullable Integer participants,
    @JsonPropertyDescription(
            "Bridges of this shard as Jicofo counts them. Absent while it is unknown.")
        @Nullable Bridges bridges,
    @JsonPropertyDescription(
            "How many pools name this shard, and how many of them may attach. Absent until the"
                + " operator has looked.")
        @Nullable Attachments attachments) {

  public JitsiShardStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
  }

  /** Images of what holds calls. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Images(
      @JsonPropertyDescription(
              "Of Prosody and the brewery Prosody. Absent while one of them has no pod, or they"
                  + " differ.")
          @Nullable String prosody,
      @JsonPropertyDescription("Of Jicofo. Absent while it has no pod.") @Nullable String jicofo) {}

  /** Bridges as Jicofo counts them. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Bridges(
      @Min(0) @JsonPropertyDescription("Bridges that are healthy and take conferences.") int ready,
      @Min(0)
          @JsonPropertyDescription(
              "Bridges in graceful shutdown: they keep their conferences and get no new ones.")
          int draining,
      @Min(0)
          @JsonPropertyDescription(
              "Bridges that Jicofo has lost without a goodbye since it started.")
          int lost) {}

  /** Pools that name this shard. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Attachments(
      @Min(0) @JsonPropertyDescription("Pools that this shard lets in.") int attached,
      @Min(0)
          @JsonPropertyDescription(
              "Pools whose namespace spec.allowedNamespaces does not let in; condition"
                  + " AttachmentsGranted names them.")
          int denied,
      @Min(0)
          @JsonPropertyDescription(
              "Pools of which it cannot be told, because the labels of their namespace are not"
                  + " known; what was attached before stays.")
          int unknown) {}

  /** The condition of that type, if the status has one. */
  public Optional<Condition> condition(String type) {
    return conditions.stream().filter(c -> type.equals(c.getType())).findFirst();
  }
}
