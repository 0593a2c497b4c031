package io.jitsioperator.testbed.jitsi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code config.js} as the image renders it, cut down to what tells where a client goes.
 *
 * <p>Source: {@code jitsi/docker-jitsi-meet
 * web/rootfs/defaults/{system-config,settings-config}.js@738058b4}.
 *
 * @param text the whole file
 */
record WebConfig(String text) {

  /**
   * Renders it.
   *
   * @param copy the container's copy of {@code /config}; its {@code custom-config.js} is appended
   */
  static WebConfig of(EnvVars env, Path copy) throws IOException {
    // Only this prefix is taken off, so any other scheme ends in URLs that lead nowhere.
    String host = env.text("PUBLIC_URL", "https://localhost:8443").replaceFirst("^https://", "");
    String domain = ClientSite.domain(env);
    StringBuilder js = new StringBuilder("var config = {};\nconfig.hosts = {};\n");
    set(js, "config.hosts.domain", domain);
    set(js, "config.hosts.muc", env.text("XMPP_MUC_DOMAIN", "muc.meet.jitsi"));
    set(js, "config.hosts.focus", "focus." + domain);
    set(js, "config.bosh", "https://" + host + "/http-bind");
    if (env.flag("ENABLE_XMPP_WEBSOCKET", true)) {
      set(js, "config.websocket", "wss://" + host + "/xmpp-websocket");
    }
    js.append("config.deploymentInfo = {};\n");
    for (String name : new String[] {"SHARD", "REGION", "ENVIRONMENT", "ENVIRONMENT_TYPE"}) {
      if (env.has("DEPLOYMENTINFO_" + name)) {
        set(js, "config.deploymentInfo." + camel(name), env.text("DEPLOYMENTINFO_" + name));
      }
    }
    Path custom = copy.resolve("custom-config.js");
    return new WebConfig(js + (Files.exists(custom) ? Files.readString(custom) : ""));
  }

  private static void set(StringBuilder js, String name, String value) {
    js.append(name).append(" = '").append(value).append("';\n");
  }

  private static String camel(String name) {
    return name.equals("ENVIRONMENT_TYPE")
        ? "environmentType"
        : name.toLowerCase(java.util.Locale.ROOT);
  }
}
