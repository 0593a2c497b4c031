package io.jitsioperator.testbed.jitsi;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * One XMPP server of a bridge, with the rooms where it shows itself there.
 *
 * <p>Source: {@code jitsi/jicoco
 * jicoco-mucclient/src/main/java/org/jitsi/xmpp/mucclient/MucClientConfiguration.java@e8384e2}.
 *
 * @param id its name in the configuration and in REST
 * @param properties by their names in upper case; those that nobody reads are kept, too
 */
record MucClientConfig(String id, Map<String, String> properties) {

  private static final int DEFAULT_PORT = 5222;

  private static final List<String> REQUIRED =
      List.of("HOSTNAME", "USERNAME", "PASSWORD", "MUC_JIDS", "MUC_NICKNAME");

  private static final Set<String> SECURITY_MODES = Set.of("required", "ifpossible", "disabled");

  /** Names in whatever case. */
  static MucClientConfig of(String id, Map<String, String> values) {
    Map<String, String> upper = new HashMap<>();
    values.forEach((name, value) -> upper.put(name.toUpperCase(Locale.ROOT), value));
    return new MucClientConfig(id, Map.copyOf(upper));
  }

  /** One that is not complete is dropped without an error, as in a real bridge. */
  boolean complete() {
    return REQUIRED.stream().allMatch(properties::containsKey)
        && SECURITY_MODES.contains(text("SECURITY_MODE", "required"))
        && text("PORT", "5222").matches("[0-9]{1,5}");
  }

  /** Whether {@code add} of the other one changes nothing, though password or rooms may differ. */
  boolean sameServer(MucClientConfig other) {
    return hostname().equals(other.hostname())
        && port() == other.port()
        && domain().equals(other.domain())
        && username().equals(other.username());
  }

  private String text(String name, String fallback) {
    return properties.getOrDefault(name, fallback);
  }

  String hostname() {
    return text("HOSTNAME", "");
  }

  int port() {
    return Integer.parseInt(text("PORT", Integer.toString(DEFAULT_PORT)));
  }

  /** The host's name when it is not set. */
  String domain() {
    return text("DOMAIN", hostname());
  }

  String username() {
    return text("USERNAME", "");
  }

  String password() {
    return text("PASSWORD", "");
  }

  String nickname() {
    return text("MUC_NICKNAME", "");
  }

  List<String> rooms() {
    return Arrays.stream(text("MUC_JIDS", "").split(",", -1)).map(String::strip).toList();
  }

  /** Anything but {@code true} leaves it on, and the testbed's certificates are self-signed. */
  boolean verifiesCertificates() {
    return !Boolean.parseBoolean(text("DISABLE_CERTIFICATE_VERIFICATION", "false"));
  }
}
