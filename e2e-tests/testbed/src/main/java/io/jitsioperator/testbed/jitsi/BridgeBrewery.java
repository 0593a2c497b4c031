package io.jitsioperator.testbed.jitsi;

import io.jitsioperator.simulate.BridgeState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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

  /** {@code participant-rampup-interval}. */
  private static final Duration RAMP_UP = Duration.ofSeconds(20);

  /** {@code failure-reset-threshold}. */
  private static final Duration FAILURE_RESET = Duration.ofMinutes(1);

  /** Who must act when bridges come and go. Called with what is known already changed. */
  interface Listener {

    /** A new one. */
    void came(String jid);

    /** It has left the room. */
    void gone(String jid);

    /** It has said that it ends soon, or that it is not well. */
    void leaving(String jid);
  }

  private final Listener listener;
  private final LogBuffer log;
  private final Map<String, Bridge> bridges = new TreeMap<>();
  private final Map<String, List<Instant>> joins = new HashMap<>();
  private final Map<String, Instant> failures = new HashMap<>();
  private int lost;

  BridgeBrewery(Listener listener, LogBuffer log) {
    this.listener = listener;
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
      boolean isNew = !bridges.containsKey(jid);
      Bridge before = bridges.getOrDefault(jid, Bridge.NEW);
      Bridge now = before.heard(presence);
      bridges.put(jid, now);
      if (isNew) {
        log.add("Added new videobridge: " + jid);
        listener.came(jid);
      }
      boolean ends = now.shuttingDown() && !before.shuttingDown();
      if (ends || !now.operational() && before.operational()) {
        log.add("Leads people away from " + jid);
        listener.leaving(jid);
      }
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
    joins.remove(jid);
    failures.remove(jid);
    if (bridge == null) {
      return;
    }
    log.add("Removing JVB: " + jid);
    if (!bridge.gracefulShutdown() && !bridge.shuttingDown()) {
      lost++;
      log.add("Lost a bridge: " + jid);
    }
    listener.gone(jid);
  }

  /** A participant was put there, which its stress does not show yet. */
  synchronized void joined(String jid) {
    joins.computeIfAbsent(jid, any -> new ArrayList<>()).add(Instant.now());
  }

  /** An allocation there has failed. */
  synchronized void failed(String jid) {
    if (bridges.containsKey(jid)) {
      failures.put(jid, Instant.now());
    }
  }

  /** Whether it may be chosen. */
  synchronized boolean operational(String jid) {
    Bridge bridge = bridges.get(jid);
    return bridge != null
        && bridge.operational()
        && failures.getOrDefault(jid, Instant.MIN).isBefore(Instant.now().minus(FAILURE_RESET));
  }

  /** Stress with those who came lately. */
  synchronized double correctedStress(String jid) {
    Bridge bridge = bridges.getOrDefault(jid, Bridge.NEW);
    List<Instant> recent = joins.getOrDefault(jid, new ArrayList<>());
    Instant since = Instant.now().minus(RAMP_UP);
    recent.removeIf(join -> join.isBefore(since));
    return BridgeState.corrected(bridge.stress(), recent.size(), bridge.participantStress());
  }

  /** As the choice sees them. */
  synchronized List<BridgeState> states() {
    return bridges.entrySet().stream().map(each -> state(each.getKey(), each.getValue())).toList();
  }

  private BridgeState state(String jid, Bridge bridge) {
    return new BridgeState(
        jid,
        bridge.fullVersion(),
        bridge.stats().getOrDefault("region", ""),
        bridge.stats().getOrDefault("relay_id", ""),
        operational(jid),
        bridge.draining(),
        bridge.gracefulShutdown(),
        bridge.shuttingDown(),
        correctedStress(jid));
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
