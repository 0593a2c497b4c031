package io.jitsioperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;

/** Who may open rooms. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Authentication(
    @Default("None")
        @Pattern("^(None)$")
        @JsonPropertyDescription(
            """
            How people prove who they are before they may open a room. None (the default) asks \
            nobody: whoever knows the address may open and join rooms. It is the only type that \
            this version of the operator knows.""")
        String type) {}
