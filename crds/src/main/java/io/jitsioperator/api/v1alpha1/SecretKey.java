package io.jitsioperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** One entry of a Secret in the namespace of the resource. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SecretKey(
    @Required
        @Size(min = 1, max = 253)
        @Pattern(Rules.OBJECT_NAME)
        @JsonPropertyDescription(
            "Name of the Secret. It must lie in the namespace of this resource; while it does not"
                + " exist, a condition says so and what runs goes on running.")
        String name,
    @Required
        @Size(min = 1, max = 253)
        @Pattern("^[-._0-9A-Za-z]+$")
        @JsonPropertyDescription("Key in the Secret.")
        String key) {}
