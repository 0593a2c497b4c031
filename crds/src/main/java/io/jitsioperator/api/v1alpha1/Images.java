package io.jitsioperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the images of the Jitsi components come from. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Images(
    @Default("ghcr.io/jitsi")
        @Size(min = 1, max = 255)
        @ValidationRule(value = Rules.REPOSITORY, message = Rules.REPOSITORY_MESSAGE)
        @JsonPropertyDescription(
            """
            Registry and path that hold the images web, prosody, jicofo, jvb, jibri and jigasi, \
            without a slash at the end. Default: ghcr.io/jitsi. The image of a component is \
            <repository>/<component>:<release>. Set it to use a mirror.""")
        String repository,
    @Default("IfNotPresent")
        @Pattern("^(Always|IfNotPresent|Never)$")
        @JsonPropertyDescription(
            """
            When a node pulls an image: Always, IfNotPresent (the default) or Never. Releases are \
            fixed tags, so IfNotPresent is enough; a pull at every start makes a restart depend on \
            the registry.""")
        String pullPolicy,
    @Size(max = 16)
        @JsonPropertyDescription(
            "Secrets of type kubernetes.io/dockerconfigjson, in the namespace of this shard, with"
                + " which nodes log in to the registry. Default: none.")
        List<LocalObjectReference> pullSecrets,
    @JsonPropertyDescription(
            "Full image references by component, for images of your own. A component that is not"
                + " named here comes from repository and release.")
        @Nullable Overrides overrides) {

  public Images {
    pullSecrets = pullSecrets == null ? List.of() : List.copyOf(pullSecrets);
  }

  /** Full image references; an absent one means repository/component:release. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Overrides(
      @Size(min = 1, max = 512)
          @ValidationRule(value = Rules.IMAGE, message = Rules.IMAGE_MESSAGE)
          @JsonPropertyDescription(
              "Image of the web front end, with a tag or a digest. " + Rules.IMAGE_DEFAULT)
          @Nullable String web,
      @Size(min = 1, max = 512)
          @ValidationRule(value = Rules.IMAGE, message = Rules.IMAGE_MESSAGE)
          @JsonPropertyDescription(
              "Image of Prosody and of the brewery Prosody, with a tag or a digest. "
                  + Rules.IMAGE_DEFAULT)
          @Nullable String prosody,
      @Size(min = 1, max = 512)
          @ValidationRule(value = Rules.IMAGE, message = Rules.IMAGE_MESSAGE)
          @JsonPropertyDescription(
              "Image of Jicofo, with a tag or a digest. " + Rules.IMAGE_DEFAULT)
          @Nullable String jicofo,
      @Size(min = 1, max = 512)
          @ValidationRule(value = Rules.IMAGE, message = Rules.IMAGE_MESSAGE)
          @JsonPropertyDescription(
              "Image of the videobridges that serve this shard, with a tag or a digest. "
                  + Rules.IMAGE_DEFAULT)
          @Nullable String jvb,
      @Size(min = 1, max = 512)
          @ValidationRule(value = Rules.IMAGE, message = Rules.IMAGE_MESSAGE)
          @JsonPropertyDescription(
              "Image of the recorders that serve this shard, with a tag or a digest. "
                  + Rules.IMAGE_DEFAULT)
          @Nullable String jibri,
      @Size(min = 1, max = 512)
          @ValidationRule(value = Rules.IMAGE, message = Rules.IMAGE_MESSAGE)
          @JsonPropertyDescription(
              "Image of the SIP gateways that serve this shard, with a tag or a digest. "
                  + Rules.IMAGE_DEFAULT)
          @Nullable String jigasi) {}
}
