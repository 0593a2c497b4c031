package io.jitsioperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A ConfigMap in the namespace of the resource. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ConfigMapRef(
    @Required
        @Size(min = 1, max = 253)
        @Pattern(Rules.OBJECT_NAME)
        @JsonPropertyDescription(
            "Name of the ConfigMap. It must lie in the namespace of this resource; while it does"
                + " not exist, a condition says so and what runs goes on running.")
        String name) {}
