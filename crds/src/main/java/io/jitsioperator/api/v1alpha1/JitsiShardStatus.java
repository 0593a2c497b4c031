package io.jitsioperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the operator answers. Nothing here is needed to plan: it may be deleted and comes back. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record JitsiShardStatus(
    @JsonPropertyDescription("Generation of the spec that this status speaks of.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("What is true of the shard.") List<Condition> conditions,
    @JsonPropertyDescription("Where people reach the shard.") @Nullable String url,
    @JsonPropertyDescription("Release that runs.") @Nullable String release,
    @JsonPropertyDescription("Conferences now; absent while unknown.")
        @Nullable Integer conferences,
    @JsonPropertyDescription("Participants now; absent while unknown.")
        @Nullable Integer participants,
    @JsonPropertyDescription("Bridges as Jicofo counts them; absent while unknown.")
        @Nullable Bridges bridges) {

  public JitsiShardStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
  }

  /** Bridges as Jicofo counts them. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Bridges(
      @JsonPropertyDescription("Operational.") int ready,
      @JsonPropertyDescription("In shutdown.") int draining,
      @JsonPropertyDescription("Lost since Jicofo started.") int lost) {}

  /** The condition of that type, if the status has one. */
  public Optional<Condition> condition(String type) {
    return conditions.stream().filter(c -> type.equals(c.getType())).findFirst();
  }
}
