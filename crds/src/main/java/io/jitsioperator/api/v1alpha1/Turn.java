package io.jitsioperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** TURN servers, by which people behind strict firewalls reach a bridge or each other. */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(value = Turn.HOSTS, message = Turn.HOSTS_MESSAGE)
public record Turn(
    @Size(max = 8)
        @JsonPropertyDescription(
            "Hosts of TURN servers without TLS. Default: none. At least one of hosts and tlsHosts.")
        List<@Pattern(Turn.HOST) String> hosts,
    @Min(1) @Max(65535) @JsonPropertyDescription("Port of hosts. Default: the image's, 443.")
        @Nullable Integer port,
    @Size(max = 2)
        @JsonPropertyDescription(
            "How clients reach hosts: udp, tcp, or both in the order in which they shall try."
                + " Default: the image's, tcp.")
        List<@Pattern("^(udp|tcp)$") String> transports,
    @Size(max = 8)
        @JsonPropertyDescription("Hosts of TURN servers with TLS over tcp. Default: none.")
        List<@Pattern(Turn.HOST) String> tlsHosts,
    @Min(1) @Max(65535) @JsonPropertyDescription("Port of tlsHosts. Default: the image's, 443.")
        @Nullable Integer tlsPort,
    @Required
        @JsonPropertyDescription(
            """
            The secret that Prosody shares with the TURN servers (coturn: static-auth-secret), in a \
            Secret: clients get passwords from it that are valid for a day. It may hold printable \
            ASCII characters other than " and \\, because the image does not quote it.""")
        SecretKey secretRef) {

  static final String HOST = "^[0-9A-Za-z]([-.0-9A-Za-z]*[0-9A-Za-z])?$";
  static final String HOSTS =
      "(has(self.hosts) && size(self.hosts) > 0) || (has(self.tlsHosts) && size(self.tlsHosts) >"
          + " 0)";
  static final String HOSTS_MESSAGE =
      "turn needs at least one host: add one to turn.hosts or turn.tlsHosts, or remove turn.";

  public Turn {
    hosts = hosts == null ? List.of() : List.copyOf(hosts);
    transports = transports == null ? List.of() : List.copyOf(transports);
    tlsHosts = tlsHosts == null ? List.of() : List.copyOf(tlsHosts);
  }
}
