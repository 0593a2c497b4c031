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

/** A directory that is asked for names and passwords. */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(value = Ldap.BIND, message = Ldap.BIND_MESSAGE)
public record Ldap(
    @Required
        @Size(min = 1, max = 8)
        @JsonPropertyDescription(
            """
            URLs of the directory's servers, such as ldaps://ldap.example.com; the next one is \
            asked when one does not answer. At least one.""")
        List<@Pattern("^ldaps?://[^ \\t\\r\\n]+$") String> servers,
    @Required
        @Size(min = 1, max = 1024)
        @Pattern(Rules.LINE)
        @JsonPropertyDescription(
            "Where in the directory people are searched, such as ou=people,dc=example,dc=com.")
        String base,
    @Size(min = 1, max = 1024)
        @Pattern(Rules.LINE)
        @JsonPropertyDescription(
            """
            Filter that finds a person, with %u for the name that was typed, such as \
            (sAMAccountName=%u). Default: the image's, uid=%u.""")
        @Nullable String filter,
    @Size(min = 1, max = 1024)
        @Pattern(Rules.LINE)
        @JsonPropertyDescription(
            "Name with which the directory is searched; needs bindSecretRef. Default: anonymous.")
        @Nullable String bindDn,
    @JsonPropertyDescription(
            "Password of bindDn, in a Secret: one line. Default: absent, with bindDn.")
        @Nullable SecretKey bindSecretRef,
    @Default("false")
        @JsonPropertyDescription(
            """
            Whether a connection to an ldap:// server is encrypted after it was opened (StartTLS). \
            ldaps:// servers are encrypted in any case. Default: false.""")
        boolean startTls,
    @Default("true")
        @JsonPropertyDescription(
            """
            Whether the server's certificate is checked on encrypted connections. Default: true. \
            With false, whoever stands between Prosody and the directory reads all passwords.""")
        boolean verify,
    @JsonPropertyDescription(
            """
            A ConfigMap with the key ca.crt: the authorities (PEM) that may have signed the \
            server's certificate. Default: absent, those that the image trusts.""")
        @Nullable ConfigMapRef caConfigMap) {

  static final String BIND = "has(self.bindDn) == has(self.bindSecretRef)";
  static final String BIND_MESSAGE =
      "authentication.ldap needs bindDn and bindSecretRef together, or neither for an anonymous"
          + " search: add the missing one or remove the other.";

  public Ldap {
    servers = servers == null ? List.of() : List.copyOf(servers);
  }

  /** Whether any connection is encrypted. */
  public boolean encrypts() {
    return startTls || servers.stream().anyMatch(server -> server.startsWith("ldaps:"));
  }
}
