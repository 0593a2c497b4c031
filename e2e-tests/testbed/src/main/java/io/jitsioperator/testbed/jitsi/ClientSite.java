package io.jitsioperator.testbed.jitsi;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code conf.d/jitsi-meet.cfg.lua}: hosts and components of {@code PROSODY_MODE=client}.
 *
 * <p>Source: {@code jitsi/docker-jitsi-meet
 * prosody/rootfs/defaults/conf.d/jitsi-meet.cfg.lua@738058b4}.
 */
record ClientSite(EnvVars env, Path certs) {

  static String domain(EnvVars env) {
    return env.text("XMPP_DOMAIN", "meet.jitsi");
  }

  static String authDomain(EnvVars env) {
    return env.text("XMPP_AUTH_DOMAIN", "auth.meet.jitsi");
  }

  private String domain() {
    return domain(env);
  }

  private String mucDomain() {
    return env.text("XMPP_MUC_DOMAIN", "muc.meet.jitsi");
  }

  private String hiddenDomain() {
    return env.text("XMPP_HIDDEN_DOMAIN", env.text("XMPP_RECORDER_DOMAIN", "hidden.meet.jitsi"));
  }

  /** The accounts that may create rooms; focus and jvb come first. */
  static List<String> serviceAdmins(EnvVars env) {
    List<String> admins = new ArrayList<>();
    admins.add("focus@" + authDomain(env));
    admins.add(env.text("JVB_AUTH_USER", "jvb") + "@" + authDomain(env));
    if (env.has("JIBRI_XMPP_PASSWORD")) {
      admins.add(env.text("JIBRI_XMPP_USER", "jibri") + "@" + authDomain(env));
    }
    if (env.has("JIGASI_XMPP_PASSWORD")) {
      admins.add(env.text("JIGASI_XMPP_USER", "jigasi") + "@" + authDomain(env));
    }
    return admins;
  }

  /** The whole file. */
  String lua() {
    return String.join(
        "\n", head(), mainHost(), guestHost(), authHost(), hiddenHost(), rooms(), components());
  }

  private String head() {
    return """
    admins = { %s }
    http_default_host = "%s"
    muc_mapper_domain_base = "%s"
    muc_mapper_domain_prefix = "%s"
    """
        .formatted(
            ProsodyConfig.quoted(serviceAdmins(env)),
            domain(),
            domain(),
            mucDomain().split("\\.", 2)[0]);
  }

  private String mainHost() {
    List<String> modules = new ArrayList<>(List.of("bosh", "features_identity"));
    if (env.flag("ENABLE_XMPP_WEBSOCKET", true)) {
      modules.addAll(List.of("websocket", "smacks"));
    }
    modules.addAll(env.list("XMPP_MODULES", ","));
    return """
    VirtualHost "%s"
        authentication = "%s"
        modules_enabled = { %s }
        main_muc = "%s"
        %s
        %s
    """
        .formatted(
            domain(),
            env.flag("ENABLE_AUTH", false) ? "internal_hashed" : "anonymous",
            ProsodyConfig.quoted(modules),
            mucDomain(),
            ssl(domain()),
            String.join("\n    ", env.list("XMPP_CONFIGURATION", ",")));
  }

  private String guestHost() {
    return env.flag("ENABLE_AUTH", false) && env.flag("ENABLE_GUESTS", false)
        ? "VirtualHost \"%s\"\n    authentication = \"anonymous\"\n"
            .formatted(env.text("XMPP_GUEST_DOMAIN", "guest.meet.jitsi"))
        : "";
  }

  private String authHost() {
    return """
    VirtualHost "%s"
        authentication = "internal_hashed"
        modules_enabled = { "smacks" }
        smacks_hibernation_time = 15
        %s
    """
        .formatted(authDomain(env), ssl(authDomain(env)));
  }

  private String hiddenHost() {
    return env.flag("ENABLE_RECORDING", false) || env.flag("ENABLE_TRANSCRIPTIONS", false)
        ? "VirtualHost \"%s\"\n    authentication = \"internal_hashed\"\n    modules_enabled = { \"smacks\" }\n"
            .formatted(hiddenDomain())
        : "";
  }

  private String rooms() {
    List<String> internal = new ArrayList<>(List.of("muc_hide_all", "muc_filter_access"));
    internal.addAll(env.list("XMPP_INTERNAL_MUC_MODULES", ","));
    List<String> conferences = new ArrayList<>(List.of("muc_hide_all", "conference_duration"));
    conferences.addAll(env.list("XMPP_MUC_MODULES", ","));
    return muc(
            env.text("XMPP_INTERNAL_MUC_DOMAIN", "internal-muc.meet.jitsi"),
            internal,
            1000,
            "muc_filter_whitelist = \"" + authDomain(env) + "\"")
        + muc(
            mucDomain(),
            conferences,
            10000,
            String.join("\n    ", env.list("XMPP_MUC_CONFIGURATION", ",")));
  }

  static String muc(String host, List<String> modules, int cache, String more) {
    return """
    Component "%s" "muc"
        storage = "memory"
        modules_enabled = { %s }
        restrict_room_creation = true
        muc_room_locking = false
        muc_room_default_public_jids = true
        muc_room_cache_size = %d
        %s
    """
        .formatted(host, ProsodyConfig.quoted(modules), cache, more);
  }

  private String components() {
    StringBuilder lua = new StringBuilder();
    lua.append("Component \"focus.%s\" \"client_proxy\"\n".formatted(domain()));
    lua.append("    target_address = \"focus@%s\"\n".formatted(authDomain(env)));
    lua.append(component("speakerstats", "speakerstats"));
    lua.append(component("metadata", "room_metadata"));
    if (env.flag("ENABLE_END_CONFERENCE", true)) {
      lua.append(component("endconference", "end_conference"));
    }
    if (env.flag("ENABLE_AV_MODERATION", true)) {
      lua.append(component("avmoderation", "av_moderation"));
    }
    if (!env.flag("DISABLE_POLLS", false)) {
      lua.append(component("polls", "polls"));
    }
    if (env.flag("ENABLE_LOBBY", true)) {
      lua.append(roomsOf("lobby", "lobbyrooms", "XMPP_LOBBY_MUC_MODULES"));
    }
    if (env.flag("ENABLE_BREAKOUT_ROOMS", true)) {
      lua.append(roomsOf("breakout", "breakout_rooms", "XMPP_BREAKOUT_MUC_MODULES"));
    }
    return lua.toString();
  }

  private String component(String label, String identity) {
    return "Component \"%s.%s\" \"jitsi_component\"\n    component_identity = \"%s\"\n"
        .formatted(label, domain(), identity);
  }

  private String roomsOf(String label, String identity, String modules) {
    List<String> enabled = new ArrayList<>(List.of("muc_hide_all", "jitsi_component"));
    enabled.addAll(env.list(modules, ","));
    return muc(label + "." + domain(), enabled, 10000, "component_identity = \"" + identity + "\"");
  }

  private String ssl(String domain) {
    return "ssl = { key = \"%s/%s.key\"; certificate = \"%s/%s.crt\" }"
        .formatted(certs, domain, certs, domain);
  }
}
