package io.jitsioperator.testbed.jitsi;

import java.util.HashMap;
import java.util.Map;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.StandardExtensionElement;

/**
 * A bridge as Jicofo knows it from its presence.
 *
 * <p>Source: {@code jitsi/jicofo
 * jicofo-selector/src/main/kotlin/org/jitsi/jicofo/bridge/Bridge.kt@a595d0bc5}.
 *
 * @param stats the last values of the {@code stats} element
 * @param draining true until the first presence with {@code drain}
 * @param gracefulShutdown latched: once true, never false again
 * @param shuttingDown latched likewise
 */
record Bridge(
    Map<String, String> stats, boolean draining, boolean gracefulShutdown, boolean shuttingDown) {

  private static final String NAMESPACE = "http://jitsi.org/protocol/colibri";

  /** One that has said nothing yet. */
  static final Bridge NEW = new Bridge(Map.of(), true, false, false);

  /** Whether this presence is a bridge's: only one with stats makes Jicofo add it. */
  static boolean speaks(Presence presence) {
    return presence.getExtensionElement("stats", NAMESPACE) instanceof StandardExtensionElement;
  }

  /** This bridge after a presence. */
  Bridge heard(Presence presence) {
    if (!(presence.getExtensionElement("stats", NAMESPACE)
        instanceof StandardExtensionElement element)) {
      return this;
    }
    Map<String, String> now = new HashMap<>();
    for (StandardExtensionElement stat : element.getElements("stat")) {
      now.put(stat.getAttributeValue("name"), stat.getAttributeValue("value"));
    }
    return new Bridge(
        Map.copyOf(now),
        now.containsKey("drain") ? is(now, "drain") : draining,
        gracefulShutdown || is(now, "graceful_shutdown"),
        shuttingDown || is(now, "shutting_down"));
  }

  private static boolean is(Map<String, String> stats, String name) {
    return Boolean.parseBoolean(stats.get(name));
  }

  /** By what the bridge says of itself; the simulated Jicofo sends no health checks. */
  boolean operational() {
    return !"false".equals(stats.get("healthy"));
  }

  /** {@code stress_level}, 0 if it has none. */
  double stress() {
    return Double.parseDouble(stats.getOrDefault("stress_level", "0"));
  }

  /** {@code average_participant_stress}; Jicofo's own guess if it has none. */
  double participantStress() {
    return Double.parseDouble(stats.getOrDefault("average_participant_stress", "0.01"));
  }

  /** By which bridges of a conference must be equal: the release is part of it. */
  String fullVersion() {
    String version = stats.getOrDefault("version", "");
    return stats.containsKey("release") ? version + "-" + stats.get("release") : version;
  }

  /** A stat as text; "null" if there is none, as Jicofo's JSON says it. */
  String text(String name) {
    return stats.getOrDefault(name, "null");
  }
}
