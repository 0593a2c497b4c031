package io.jitsioperator.testbed.jitsi;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The image's {@code jvb.conf}, rendered from the variables, as far as the simulation reads it. The
 * custom file is included last.
 *
 * <p>Source: {@code jitsi/docker-jitsi-meet jvb/rootfs/defaults/jvb.conf@738058b4} as the contracts
 * tell it (§2.3).
 */
record JvbTemplate(EnvVars env, String hostname) {

  /** What the set-up script refuses to start with. */
  Optional<String> refusal() {
    return env.flag("JVB_DISABLE_XMPP", false) || env.has("JVB_AUTH_PASSWORD")
        ? Optional.empty()
        : Optional.of("FATAL ERROR: JVB auth password must be set");
  }

  String text() {
    return """
    videobridge {
      ice.udp.port = %s
      apis.rest.enabled = %s
      rest.shutdown.enabled = %s
      http-servers.private.host = 0.0.0.0
      health.require-valid-address = %s
    %s%s}
    %sinclude "custom-jvb.conf"
    """
        .formatted(
            env.text("JVB_PORT", "10000"),
            env.flag("COLIBRI_REST_ENABLED", false),
            env.flag("SHUTDOWN_REST_ENABLED", false),
            env.flag("JVB_REQUIRE_VALID_ADDRESS", false),
            relay(),
            env.flag("JVB_DISABLE_XMPP", false) ? "" : clients(),
            mappings());
  }

  private String relay() {
    if (!env.flag("ENABLE_OCTO", false)) {
      return "";
    }
    String id = env.text("JVB_OCTO_RELAY_ID", env.text("JVB_OCTO_BIND_ADDRESS"));
    return """
      relay {
        enabled = true
        region = "%s"
        relay-id = "%s"
      }
    """
        .formatted(env.text("JVB_OCTO_REGION", "europe"), id);
  }

  private String clients() {
    boolean separate = env.flag("ENABLE_JVB_XMPP_SERVER", false);
    String server = separate ? "JVB_XMPP_SERVER" : "XMPP_SERVER";
    String fallback = separate ? "xmpp.jvb.meet.jitsi" : "xmpp.meet.jitsi";
    List<String> servers = env.has(server) ? env.list(server, ",") : List.of(fallback);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < servers.size(); i++) {
      text.append(client(i, servers.get(i), separate));
    }
    return text.toString();
  }

  private String client(int index, String server, boolean separate) {
    String[] parts = server.split(":", 2);
    String prefix = separate ? "JVB_" : "";
    String port = env.text(prefix + "XMPP_PORT", separate ? "6222" : "5222");
    String domain = separate ? "auth.jvb.meet.jitsi" : "auth.meet.jitsi";
    String muc = separate ? "muc.jvb.meet.jitsi" : "internal-muc.meet.jitsi";
    return """
      apis.xmpp-client.configs.shard%d {
        HOSTNAME = "%s"
        PORT = "%s"
        DOMAIN = "%s"
        USERNAME = "%s"
        PASSWORD = "%s"
        MUC_JIDS = "%s@%s"
        MUC_NICKNAME = "%s"
        DISABLE_CERTIFICATE_VERIFICATION = true
      }
    """
        .formatted(
            index,
            parts[0],
            parts.length < 2 ? port : parts[1],
            env.text(prefix + "XMPP_AUTH_DOMAIN", domain),
            env.text("JVB_AUTH_USER", "jvb"),
            env.text("JVB_AUTH_PASSWORD"),
            env.text("JVB_BREWERY_MUC", "jvbbrewery"),
            env.text(prefix + "XMPP_INTERNAL_MUC_DOMAIN", muc),
            env.text("JVB_MUC_NICKNAME", hostname));
  }

  /** {@code ip} or {@code ip#port}, each a static mapping. */
  private String mappings() {
    String name = env.has("JVB_ADVERTISE_IPS") ? "JVB_ADVERTISE_IPS" : "DOCKER_HOST_ADDRESS";
    return env.list(name, ",").stream()
        .map(item -> item.split("#", 2))
        .map(item -> mapping(item[0], item.length < 2 ? env.text("JVB_PORT", "10000") : item[1]))
        .collect(Collectors.joining());
  }

  private static String mapping(String address, String port) {
    return "ice4j.harvest.mapping.static-mappings += { public-address = \"%s\", public-port = %s }\n"
        .formatted(address, port);
  }
}
