package io.jitsioperator.testbed.jitsi;

import java.util.Map;
import java.util.TreeMap;
import org.jivesoftware.smack.packet.Presence;
import org.jxmpp.jid.parts.Resourcepart;

/**
 * The bridges in the brewery room, from real presence.
 *
 * <p>Source: {@code jitsi/jicofo
 * jicofo-selector/src/main/kotlin/org/jitsi/jicofo/bridge/{BridgeMucDetector,BridgeSelector}.kt@a595d0bc5}.
 */
final class BridgeBrewery {

  private final LogBuffer log;
  private final Map<String, Bridge> bridges = new TreeMap<>();
  private int lost;

  BridgeBrewery(LogBuffer log) {
    this.log = log;
  }

  /** A presence from the room. */
  synchronized void heard(Presence presence) {
    Resourcepart nick = presence.getFrom().getResourceOrNull();
    if (nick == null) {
      return;
    }
    String jid = presence.getFrom().toString();
    if (!presence.isAvailable()) {
      remove(jid);
    } else if (bridges.containsKey(jid) || Bridge.speaks(presence)) {
      if (!bridges.containsKey(jid)) {
        log.add("Added new videobridge: " + jid);
      }
      bridges.put(jid, bridges.getOrDefault(jid, Bridge.NEW).heard(presence));
    }
  }

  /** The room is out of sight: every bridge in it counts as lost. */
  synchronized void clear() {
    for (String jid : bridges.keySet().toArray(String[]::new)) {
      remove(jid);
    }
  }

  private void remove(String jid) {
    Bridge bridge = bridges.remove(jid);
    if (bridge == null) {
      return;
    }
    log.add("Removing JVB: " + jid);
    if (!bridge.gracefulShutdown() && !bridge.shuttingDown()) {
      lost++;
      log.add("Lost a bridge: " + jid);
    }
  }

  /** Occupant JID to bridge. */
  synchronized Map<String, Bridge> bridges() {
    return new TreeMap<>(bridges);
  }

  /** Bridges that left without having said so. */
  synchronized int lost() {
    return lost;
  }
}
