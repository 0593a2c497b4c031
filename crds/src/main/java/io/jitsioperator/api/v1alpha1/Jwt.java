package io.jitsioperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tokens (JSON Web Tokens) that the user's own service signs. */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(value = Jwt.ONE_KEY, message = Jwt.ONE_KEY_MESSAGE)
public record Jwt(
    @Required
        @Size(min = 1, max = 253)
        @Pattern(Rules.QUOTED)
        @JsonPropertyDescription(
            "Name of your application; tokens carry it as iss unless acceptedIssuers says otherwise.")
        String appId,
    @JsonPropertyDescription(
            """
            The shared secret with which tokens are signed (HS256), in a Secret. It may hold \
            printable ASCII characters other than " and \\, because the image does not quote it. \
            Set either this or keyServer.""")
        @Nullable SecretKey secretRef,
    @Size(min = 1, max = 1024)
        @Pattern(Rules.URL)
        @JsonPropertyDescription(
            """
            URL of a server of public keys, which Prosody asks for <URL>/<sha256 of the token's \
            kid>.pem. Set either this or secretRef.""")
        @Nullable String keyServer,
    @Size(max = 32)
        @JsonPropertyDescription("Values of iss that are accepted; * is any. Default: appId.")
        List<@Pattern(Rules.QUOTED_ITEM) String> acceptedIssuers,
    @Size(max = 32)
        @JsonPropertyDescription("Values of aud that are accepted; * is any. Default: any.")
        List<@Pattern(Rules.QUOTED_ITEM) String> acceptedAudiences,
    @Default("false")
        @JsonPropertyDescription(
            """
            Whether people without a token are let in too; a wrong token is still refused. \
            Default: false.""")
        boolean allowEmpty,
    @Size(min = 1, max = 1024)
        @Pattern(Rules.URL)
        @JsonPropertyDescription(
            """
            URL of your login page, to which web sends people who have no token; {room} in it is \
            replaced by the room's name. Default: absent, people must come with a token.""")
        @Nullable String loginUrl) {

  static final String ONE_KEY = "has(self.secretRef) != has(self.keyServer)";
  static final String ONE_KEY_MESSAGE =
      "authentication.jwt needs exactly one of secretRef (a shared secret) and keyServer (public"
          + " keys): set one and remove the other.";

  public Jwt {
    acceptedIssuers = acceptedIssuers == null ? List.of() : List.copyOf(acceptedIssuers);
    acceptedAudiences = acceptedAudiences == null ? List.of() : List.copyOf(acceptedAudiences);
  }
}
