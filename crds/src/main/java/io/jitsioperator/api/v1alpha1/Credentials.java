package io.jitsioperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/**
 * A Secret of the user with the passwords of the service accounts; the operator never writes it.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Credentials(
    @Required @JsonPropertyDescription("Name of the Secret.") String secretName) {}
