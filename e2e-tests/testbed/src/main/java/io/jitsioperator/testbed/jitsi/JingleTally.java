package io.jitsioperator.testbed.jitsi;

import java.util.Map;
import java.util.TreeMap;

/** How many requests of each kind went between Jicofo and participants. */
final class JingleTally {

  private final Map<String, Integer> sent = new TreeMap<>();
  private final Map<String, Integer> received = new TreeMap<>();

  synchronized void sent(String action) {
    sent.merge(action, 1, Integer::sum);
  }

  synchronized void received(String action) {
    received.merge(action, 1, Integer::sum);
  }

  synchronized Map<String, Integer> sent() {
    return Map.copyOf(sent);
  }

  synchronized Map<String, Integer> received() {
    return Map.copyOf(received);
  }
}
