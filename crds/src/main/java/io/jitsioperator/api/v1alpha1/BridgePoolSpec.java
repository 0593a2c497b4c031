package io.jitsioperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

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
    @Default("false")
        @JsonPropertyDescription(
            """
            While true, the operator attaches the pool to no shard: the copy of the password is \
            neither made nor changed. A copy whose grant is gone is removed all the same, or \
            pausing would keep a password that was taken back. Default: false.""")
        boolean paused) {

  public BridgePoolSpec {
    shards = List.copyOf(shards);
  }
}
