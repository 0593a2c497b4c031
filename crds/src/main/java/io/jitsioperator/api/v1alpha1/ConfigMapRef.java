package io.jitsioperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** A ConfigMap in the namespace of the resource. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ConfigMapRef(
    @Required @JsonPropertyDescription("Name of the ConfigMap.") String name) {}
