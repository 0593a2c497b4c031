package io.jitsioperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A shard that is named by another resource. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ShardReference(
    @Required
        @Size(min = 1, max = 40)
        @Pattern("^[a-z]([-a-z0-9]*[a-z0-9])?$")
        @JsonPropertyDescription("Name of the JitsiShard. It may be created later.")
        String name,
    @Size(min = 1, max = 63)
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @JsonPropertyDescription(
            """
            Namespace of the JitsiShard. Default: the namespace of this resource. Another one must \
            be let in by the shard's spec.allowedNamespaces.""")
        @Nullable String namespace) {

  /**
   * The namespace in which the shard lies.
   *
   * @param own namespace of the resource that names it
   */
  public String namespaceOr(String own) {
    return namespace == null ? own : namespace;
  }
}
