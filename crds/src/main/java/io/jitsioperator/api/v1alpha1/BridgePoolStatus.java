package io.jitsioperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
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
            What is true of the pool. ShardsAttached says whether the shard lets this pool in and \
            the password of its bridges is here. Ready is never True in this version, which makes \
            no bridges yet.""")
        List<Condition> conditions,
    @Size(max = 1) @JsonPropertyDescription("The shards that spec.shards names, as they stand now.")
        List<AttachedShard> shards) {

  public BridgePoolStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
    shards = shards == null ? List.of() : List.copyOf(shards);
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

  /** The condition of that type, if the status has one. */
  public Optional<Condition> condition(String type) {
    return conditions.stream().filter(c -> type.equals(c.getType())).findFirst();
  }
}
