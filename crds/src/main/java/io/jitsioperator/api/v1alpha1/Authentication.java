package io.jitsioperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/** Who may open rooms. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Authentication(
    @Default("None") @JsonPropertyDescription("None: everybody may.") String type) {}
