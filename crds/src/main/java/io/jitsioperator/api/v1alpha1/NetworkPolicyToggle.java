package io.jitsioperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/** Whether the operator makes NetworkPolicies. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record NetworkPolicyToggle(
    @Default("true") @JsonPropertyDescription("Make NetworkPolicies.") boolean enabled) {}
