package io.jitsioperator.jitsi;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.StandardExtensionElement;

/** Finds the statistics of a bridge in a presence. */
final class ColibriStats {

  private static final String NAMESPACE = "http://jitsi.org/protocol/colibri";

  private ColibriStats() {}

  /** Empty if it shows none: whoever sent it is no bridge, or not yet. */
  static Optional<PresenceStats> of(Presence presence) {
    if (!(presence.getExtensionElement("stats", NAMESPACE)
        instanceof StandardExtensionElement all)) {
      return Optional.empty();
    }
    Map<String, String> stats = new HashMap<>();
    for (StandardExtensionElement one : all.getElements()) {
      String name = one.getAttributeValue("name");
      String value = one.getAttributeValue("value");
      if (one.getElementName().equals("stat") && name != null && value != null) {
        stats.put(name, value);
      }
    }
    return stats.isEmpty() ? Optional.empty() : Optional.of(new PresenceStats(stats));
  }
}
