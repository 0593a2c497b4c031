package io.jitsioperator.testbed.jitsi;

import java.nio.file.Path;

/**
 * {@code conf.d/brewery.cfg.lua} and its firewall rule: {@code PROSODY_MODE=brewery}, where bridges
 * and Jicofo meet. As in the image, room creation is <b>not</b> restricted here, only focus and jvb
 * are admins, and a further account (such as Jigasi's) is an ordinary user.
 *
 * <p>Source: {@code jitsi/docker-jitsi-meet
 * prosody/rootfs/defaults/conf.d/brewery.cfg.lua@738058b4} and {@code
 * prosody/rootfs/defaults/rules.d/jvb_muc_presence_filter.pfw@738058b4}.
 */
record BrewerySite(EnvVars env, Path certs) {

  /** The template's default; the set-up script has another ({@code auth.meet.jitsi}). */
  private String authDomain() {
    return env.text("JVB_XMPP_AUTH_DOMAIN", "auth.jvb.meet.jitsi");
  }

  private String mucDomain() {
    return env.text("JVB_XMPP_INTERNAL_MUC_DOMAIN", "muc.jvb.meet.jitsi");
  }

  private String bridgeUser() {
    return env.text("JVB_AUTH_USER", "jvb") + "@" + authDomain();
  }

  /** The whole file. */
  String lua() {
    return """
    admins = { "focus@%1$s"; "%2$s" }

    VirtualHost "%1$s"
        authentication = "internal_hashed"
        modules_enabled = { "smacks" }
        smacks_hibernation_time = 15
        ssl = { key = "%3$s/%1$s.key"; certificate = "%3$s/%1$s.crt" }

    Component "%4$s" "muc"
        storage = "memory"
        modules_enabled = { "muc_hide_all"; "muc_filter_access" }
        muc_filter_whitelist = "%1$s"
        muc_room_locking = false
        muc_room_default_public_jids = true
        muc_room_cache_size = 10000
    """
        .formatted(authDomain(), bridgeUser(), certs, mucDomain());
  }

  /**
   * Drops presence from bridge to bridge; only Jicofo (and other accounts) get it.
   *
   * <p>The image lets a bridge's own presence pass by {@code status@code=110}. mod_firewall looks
   * at the first status only, and at a join that is 100 (seen with Prosody 0.12.3 and 13.0.1): the
   * bridge would never learn that it is in. So here any status passes; others' presence has none.
   */
  String firewallRule() {
    return """
    FROM: %s@%s
    TO: %s
    KIND: presence
    TYPE: available
    NOT INSPECT: {http://jabber.org/protocol/muc#user}x/status
    DROP.
    """
        .formatted(env.text("JVB_BREWERY_MUC", "jvbbrewery"), mucDomain(), bridgeUser());
  }
}
