package io.jitsioperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Who may open rooms. */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(value = Authentication.NEEDS_JWT, message = Authentication.NEEDS_JWT_MESSAGE)
@ValidationRule(value = Authentication.NEEDS_LDAP, message = Authentication.NEEDS_LDAP_MESSAGE)
@ValidationRule(value = Authentication.GUESTS, message = Authentication.GUESTS_MESSAGE)
public record Authentication(
    @Default("None")
        @Pattern("^(None|Internal|JWT|LDAP)$")
        @JsonPropertyDescription(
            """
            How people prove who they are before they may open a room. None (the default) asks \
            nobody: whoever knows the address may open and join rooms. Internal: accounts in \
            Prosody, which you make with prosodyctl and which need spec.prosody.storage. JWT: \
            tokens that your own service signs. LDAP: a directory. A change restarts Prosody and \
            Jicofo as soon as that ends no conference.""")
        String type,
    @Default("false")
        @JsonPropertyDescription(
            """
            Whether people without an account may join rooms that somebody with an account has \
            opened. Only with a type other than None. Default: false.""")
        boolean guests,
    @JsonPropertyDescription("Settings of type JWT, which needs them. Default: absent.")
        @Nullable Jwt jwt,
    @JsonPropertyDescription("Settings of type LDAP, which needs them. Default: absent.")
        @Nullable Ldap ldap) {

  // The API server tries each rule on the default {} before it fills in the defaults below that.
  static final String NEEDS_JWT = "!has(self.type) || self.type != 'JWT' || has(self.jwt)";
  static final String NEEDS_JWT_MESSAGE =
      "authentication.type JWT needs authentication.jwt: add appId and either secretRef or"
          + " keyServer.";

  static final String NEEDS_LDAP = "!has(self.type) || self.type != 'LDAP' || has(self.ldap)";
  static final String NEEDS_LDAP_MESSAGE =
      "authentication.type LDAP needs authentication.ldap: add servers and base.";

  static final String GUESTS =
      "!has(self.guests) || !self.guests || (has(self.type) && self.type != 'None')";
  static final String GUESTS_MESSAGE =
      "authentication.guests says who may join without an account, but with type None nobody needs"
          + " one: choose another type or remove guests.";

  /** Whether somebody has to prove who they are. */
  public boolean demandsLogin() {
    return !type.equals("None");
  }
}
