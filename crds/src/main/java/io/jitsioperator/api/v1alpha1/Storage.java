package io.jitsioperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Quantity;
import org.jspecify.annotations.Nullable;

/** A disk for what must outlive Prosody's pod. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Storage(
    @Required
        @JsonPropertyDescription(
            """
            Size of the claim, such as 1Gi; accounts need little. Kubernetes never changes a claim \
            template, so another size later is reported by the condition StorageReady and not \
            carried out.""")
        Quantity size,
    @Size(min = 1, max = 253)
        @Pattern(Rules.OBJECT_NAME)
        @JsonPropertyDescription(
            """
            StorageClass of the claim. Another class later is reported by the condition \
            StorageReady and not carried out. Default: the cluster's default class.""")
        @Nullable String className) {}
