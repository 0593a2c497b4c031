package io.jitsioperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/** Whether the operator makes NetworkPolicies. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record NetworkPolicyToggle(
    @Default("true")
        @JsonPropertyDescription(
            """
            Whether the operator makes NetworkPolicies that let only the parts of the shard, what \
            serves it and the operator reach its ports. Default: true. Set it to false only if \
            something else guards them: the REST interfaces of Jicofo and the bridges ask for no \
            password.""")
        boolean enabled) {}
