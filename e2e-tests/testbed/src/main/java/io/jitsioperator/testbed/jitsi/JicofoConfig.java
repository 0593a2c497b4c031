package io.jitsioperator.testbed.jitsi;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigValue;
import io.jitsioperator.simulate.SelectionSettings;
import io.jitsioperator.simulate.SelectionSettings.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What Jicofo takes from its configuration, rendered from the variables as the image's {@code
 * jicofo.conf} does.
 *
 * <p>Source: {@code jitsi/docker-jitsi-meet jicofo/rootfs/defaults/jicofo.conf@738058b4}; defaults
 * that the template leaves out are of {@code jitsi/jicofo} reference.conf {@code @a595d0bc5}.
 *
 * @param client connection to the main Prosody
 * @param service second connection, to the brewery Prosody
 * @param domain host of the main Prosody whose components are discovered
 * @param bridgeBrewery room where bridges are found, on {@code service} if there is one
 * @param jibriBrewery room of the recorders, if recording is on
 * @param jigasiBrewery room of the SIP gateways, if there may be any
 * @param restReachable whether REST listens on the pod's address; else on its loopback only
 * @param healthChecks whether {@code /about/health} exists
 * @param bridgeHealthChecks whether bridges are asked how they are
 * @param strategy bridge selection strategy
 * @param selection how bridges are chosen
 */
record JicofoConfig(
    Login client,
    Optional<Login> service,
    String domain,
    String bridgeBrewery,
    Optional<String> jibriBrewery,
    Optional<String> jigasiBrewery,
    boolean restReachable,
    boolean healthChecks,
    boolean bridgeHealthChecks,
    String strategy,
    SelectionSettings selection) {

  /**
   * One XMPP login, always as {@code focus} with the resource {@code focus}.
   *
   * @param name of the connection in Jicofo's log
   * @param host exactly one; a list is not understood
   */
  record Login(String name, String host, int port, String domain, String password) {

    static final String USER = "focus";
  }

  /**
   * Reads the variables.
   *
   * @throws IllegalArgumentException where HOCON would find no number, or if there is no model of
   *     the strategy
   */
  static JicofoConfig of(EnvVars env) {
    boolean separate = env.flag("ENABLE_JVB_XMPP_SERVER", false);
    String internalMuc = env.text("XMPP_INTERNAL_MUC_DOMAIN", "internal-muc.meet.jitsi");
    String bridgeMuc =
        separate ? env.text("JVB_XMPP_INTERNAL_MUC_DOMAIN", "muc.jvb.meet.jitsi") : internalMuc;
    boolean jigasi = env.has("JIGASI_SIP_URI") || env.flag("ENABLE_TRANSCRIPTIONS", false);
    return new JicofoConfig(
        client(env),
        separate ? Optional.of(service(env)) : Optional.empty(),
        ClientSite.domain(env),
        env.text("JVB_BREWERY_MUC", "jvbbrewery") + "@" + bridgeMuc,
        room(env.flag("ENABLE_RECORDING", false), env, "JIBRI_BREWERY_MUC", "jibribrewery"),
        room(jigasi, env, "JIGASI_BREWERY_MUC", "jigasibrewery"),
        env.flag("JICOFO_ENABLE_REST", false),
        env.flag("JICOFO_ENABLE_HEALTH_CHECKS", false),
        env.flag("JICOFO_ENABLE_BRIDGE_HEALTH_CHECKS", true),
        env.text("OCTO_BRIDGE_SELECTION_STRATEGY", "SingleBridgeSelectionStrategy"),
        selection(env));
  }

  private static SelectionSettings selection(EnvVars env) {
    String groups = "groups = [ " + env.text("JICOFO_BRIDGE_REGION_GROUPS") + " ]";
    return new SelectionSettings(
        Strategy.of(env.text("OCTO_BRIDGE_SELECTION_STRATEGY", "SingleBridgeSelectionStrategy")),
        env.flag("ENABLE_OCTO", false),
        Double.parseDouble(env.text("BRIDGE_STRESS_THRESHOLD", "0.8")),
        Integer.parseInt(env.text("MAX_BRIDGE_PARTICIPANTS", "80")),
        Optional.of(env.text("JICOFO_OCTO_REGION")).filter(region -> !region.isEmpty()),
        ConfigFactory.parseString(groups).getList("groups").stream()
            .map(JicofoConfig::set)
            .toList());
  }

  private static Set<String> set(ConfigValue group) {
    return group instanceof ConfigList list
        ? list.stream().map(each -> String.valueOf(each.unwrapped())).collect(Collectors.toSet())
        : Set.of();
  }

  private static Login client(EnvVars env) {
    return new Login(
        "client",
        env.text("XMPP_SERVER", "xmpp.meet.jitsi"),
        env.port("XMPP_PORT", 5222),
        ClientSite.authDomain(env),
        env.text("JICOFO_AUTH_PASSWORD"));
  }

  private static Login service(EnvVars env) {
    return new Login(
        "service",
        env.text("JVB_XMPP_SERVER", "xmpp.jvb.meet.jitsi"),
        env.port("JVB_XMPP_PORT", 6222),
        env.text("JVB_XMPP_AUTH_DOMAIN", "auth.jvb.meet.jitsi"),
        env.text("JICOFO_AUTH_PASSWORD"));
  }

  private static Optional<String> room(boolean on, EnvVars env, String name, String fallback) {
    String domain = env.text("XMPP_INTERNAL_MUC_DOMAIN", "internal-muc.meet.jitsi");
    return on ? Optional.of(env.text(name, fallback) + "@" + domain) : Optional.empty();
  }

  /** The other breweries, all on the main Prosody. */
  List<String> clientBreweries() {
    List<String> rooms = new ArrayList<>();
    jibriBrewery.ifPresent(rooms::add);
    jigasiBrewery.ifPresent(rooms::add);
    return rooms;
  }
}
