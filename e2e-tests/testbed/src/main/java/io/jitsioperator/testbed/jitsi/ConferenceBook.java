package io.jitsioperator.testbed.jitsi;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What tests say about the conferences of each simulated Jicofo; nobody is in a call otherwise. */
public final class ConferenceBook {

  /**
   * Conferences of one Jicofo.
   *
   * @param conferences 0 or more
   * @param participants in all of them together
   */
  public record Load(int conferences, int participants) {

    /** No conference. */
    public static final Load IDLE = new Load(0, 0);

    public Load {
      if (conferences < 0 || participants < 0) {
        throw new IllegalArgumentException(
            "no such load: " + conferences + " conferences, " + participants + " participants");
      }
    }

    /** Participants of the fullest one, when they are spread evenly. */
    int largest() {
      return conferences == 0 ? 0 : Math.ceilDiv(participants, conferences);
    }
  }

  private final Map<String, Load> loads = new ConcurrentHashMap<>();

  /** From now on the Jicofo in this pod (of this name, in whatever incarnation) has this load. */
  public void set(String namespace, String pod, Load load) {
    loads.put(namespace + "/" + pod, load);
  }

  Load of(String namespace, String pod) {
    return loads.getOrDefault(namespace + "/" + pod, Load.IDLE);
  }
}
