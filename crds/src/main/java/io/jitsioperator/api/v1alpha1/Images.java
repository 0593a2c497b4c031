package io.jitsioperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the images of the Jitsi components come from. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Images(
    @Default("ghcr.io/jitsi") @JsonPropertyDescription("Registry and path.") String repository,
    @Default("IfNotPresent") @JsonPropertyDescription("Pull policy.") String pullPolicy,
    @JsonPropertyDescription("Secrets for the registry.") List<LocalObjectReference> pullSecrets,
    @JsonPropertyDescription("Full references by component.") @Nullable Overrides overrides) {

  public Images {
    pullSecrets = pullSecrets == null ? List.of() : List.copyOf(pullSecrets);
  }

  /** Full image references; an absent one means repository/component:release. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Overrides(
      @Nullable String web,
      @Nullable String prosody,
      @Nullable String jicofo,
      @Nullable String jvb,
      @Nullable String jibri,
      @Nullable String jigasi) {}
}
