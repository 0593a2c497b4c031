package io.jitsioperator.testbed.jitsi;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The main file {@code prosody.cfg.lua}: what both modes share.
 *
 * <p>Source: {@code jitsi/docker-jitsi-meet prosody/rootfs/defaults/prosody.cfg.lua@738058b4}.
 *
 * @param env the pod's variables
 * @param config what is {@code /run/prosody/config} in the image
 * @param data what is {@code /var/lib/prosody/data} in the image
 * @param plugins folders with Lua modules, first wins
 * @param address the pod's address; the image binds all addresses of its pod
 */
record ProsodyConfig(EnvVars env, Path config, Path data, List<Path> plugins, String address) {

  boolean brewery() {
    return env.text("PROSODY_MODE", "client").equals("brewery");
  }

  /** The port for XMPP clients. */
  int xmppPort() {
    return env.port("XMPP_PORT", 5222);
  }

  int httpPort() {
    return env.port("PROSODY_HTTP_PORT", 5280);
  }

  /** The whole file. */
  String lua() {
    return """
    run_as_root = true
    daemonize = false
    admins = { %s }
    plugin_paths = { %s }
    modules_enabled = { %s }
    modules_disabled = { "offline"; "register"; "s2s" }
    allow_registration = false
    component_ports = { }
    https_ports = { }
    trusted_proxies = { %s }
    %s
    pidfile = "%s/prosody.pid"
    data_path = "%s"
    admin_socket = "%s"
    certificates = "%s/certs"
    c2s_require_encryption = %s
    c2s_ports = { %d }
    c2s_interfaces = { "%s" }
    http_ports = { %d }
    http_interfaces = { "%s" }
    consider_bosh_secure = true
    consider_websocket_secure = true
    authentication = "internal_hashed"
    unlimited_jids = { %s }
    log = { { levels = { min = "%s" }, timestamps = "%%Y-%%m-%%d %%X", to = "console" } }
    %s
    %s
    network_settings = { tcp_backlog = 511 }
    Include "conf.d/*.cfg.lua"
    """
        .formatted(
            quoted(env.list("PROSODY_ADMINS", ",")),
            quoted(plugins),
            quoted(modules()),
            quoted(env.list("PROSODY_TRUSTED_PROXIES", ",")),
            brewery()
                ? "firewall_scripts = { \"" + config + "/rules.d/jvb_muc_presence_filter.pfw\" }"
                : limits(),
            config,
            data,
            socket(),
            config,
            brewery() || env.flag("PROSODY_C2S_REQUIRE_ENCRYPTION", true),
            xmppPort(),
            address,
            httpPort(),
            address,
            brewery() ? "" : quoted(ClientSite.serviceAdmins(env).subList(0, 2)),
            env.text("LOG_LEVEL", "info").toLowerCase(Locale.ROOT),
            metrics(),
            String.join("\n", env.list("GLOBAL_CONFIG", "\\n")));
  }

  /**
   * Where {@code prosodyctl shell} reaches this Prosody: in the data folder, which both programs
   * make their working folder. Written so because a socket path may have no more than 107
   * characters (unix(7)).
   */
  static String socket() {
    return "/proc/self/cwd/prosody.sock";
  }

  private List<String> modules() {
    List<String> modules =
        new ArrayList<>(
            List.of("roster", "saslauth", "tls", "disco", "ping", "posix", "admin_shell"));
    modules.addAll(brewery() ? List.of("firewall") : List.of("private", "limits", "version"));
    modules.add("http_health");
    if (env.has("TURN_HOST") || env.has("TURNS_HOST")) {
      modules.add("external_services");
    }
    if (env.flag("PROSODY_ENABLE_METRICS", false)) {
      modules.add("http_openmetrics");
    }
    modules.addAll(env.list("GLOBAL_MODULES", ","));
    return modules;
  }

  private String limits() {
    return env.flag("PROSODY_DISABLE_C2S_LIMIT", false)
        ? ""
        : "limits = { c2s = { rate = \"" + env.text("PROSODY_C2S_LIMIT", "10kb/s") + "\" } }";
  }

  private String metrics() {
    return env.flag("PROSODY_ENABLE_METRICS", false)
        ? "statistics = \"internal\"\nstatistics_interval = \"manual\"\nopenmetrics_allow_cidr = \""
            + env.text("PROSODY_METRICS_ALLOWED_CIDR", "172.16.0.0/12")
            + "\""
        : "";
  }

  /** Lua strings, separated; the values are put in as they are, as the templates do. */
  static String quoted(List<?> values) {
    return values.stream().map(value -> "\"" + value + "\"").collect(Collectors.joining("; "));
  }
}
