package io.jitsioperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way to web through Gateways of the Gateway API. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Gateway(
    @Required
        @Size(min = 1, max = 8)
        @JsonPropertyDescription(
            "The Gateways, or listeners of them, that the route attaches to. At least one.")
        List<ParentRef> parentRefs) {

  public Gateway {
    parentRefs = parentRefs == null ? List.of() : List.copyOf(parentRefs);
  }

  /** One Gateway, or one of its listeners. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record ParentRef(
      @Required
          @Size(min = 1, max = 253)
          @Pattern(Rules.OBJECT_NAME)
          @JsonPropertyDescription("Name of the Gateway.")
          String name,
      @Size(min = 1, max = 63)
          @Pattern(Rules.NAMESPACE)
          @JsonPropertyDescription(
              """
              Namespace of the Gateway, whose listener must allow routes from the namespace of \
              this shard (allowedRoutes). Default: the namespace of this shard.""")
          @Nullable String namespace,
      @Size(min = 1, max = 253)
          @Pattern(Rules.OBJECT_NAME)
          @JsonPropertyDescription(
              "Name of the listener, such as https. Default: every listener that fits.")
          @Nullable String sectionName,
      @Min(1) @Max(65535) @JsonPropertyDescription("Port of the listener. Default: any port.")
          @Nullable Integer port) {}
}
